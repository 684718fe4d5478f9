package io.fairlead.store.quarkus;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// What an operator may decide about the store.
@ConfigMapping(prefix = "fairlead.store")
public interface StoreConfig {
  /// A cluster is `Offline` when its last heartbeat is that old.
  @WithDefault("15m")
  Duration offlineAfter();

  /// How long a deletion waits for the confirmation of a cluster that is offline. The cluster is
  /// told to remove the configuration on its return in any case.
  @WithDefault("1h")
  Duration confirmationAwaited();

  /// For how long finished operations can be asked for.
  @WithDefault("7d")
  Duration operationsKept();

  /// How long entries of the audit log are kept, a day at least.
  @WithDefault("90d")
  Duration auditKept();

  /// After which the database ends a read of how clusters stand to policies, 1 ms to 1 h. A little
  /// more than a request may take.
  @WithDefault("16s")
  Duration readTimeout();

  /// Names this process among those of the same hub: another for each that runs, and the same again
  /// after a restart. By default made of host name and HTTP port.
  Optional<String> instance();

  /// The folder where secrets are that policies name: `DIR/<vault>/<secret>`. Without it there are
  /// none.
  Optional<Path> secretsDir();

  /// Publication to Kafka.
  Publication publication();

  /// Publication to Kafka.
  interface Publication {
    /// The replication factor of topics that are missing and thus created.
    @WithDefault("1")
    short replicationFactor();

    /// The most rows of a table published in one transaction, 1 to 10000.
    @WithDefault("500")
    int batchRows();

    /// How often to look for changes that were made by other processes.
    @WithDefault("100ms")
    Duration poll();

    /// How often to look whether topics were deleted or made anew.
    @WithDefault("10s")
    Duration topicCheck();

    /// How often to finish deletions that waited long enough, and to forget old operations.
    @WithDefault("30s")
    Duration housekeeping();

    /// For how long the publisher's process may say nothing before the database ends its
    /// session, so that another process publishes; a quarter of it within a transaction. At least
    /// 2 s.
    @WithDefault("2m")
    Duration silence();

    /// The first wait after a failure; it doubles with each further one.
    @WithDefault("200ms")
    Duration backOffMin();

    /// The longest wait after a failure.
    @WithDefault("10s")
    Duration backOffMax();
  }
}
