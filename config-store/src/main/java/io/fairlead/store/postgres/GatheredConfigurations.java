package io.fairlead.store.postgres;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.store.ConfigurationWrite;
import io.fairlead.store.Expectation;
import io.fairlead.store.StoredConfiguration;
import io.fairlead.store.WriteOutcome;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import java.util.Optional;

/// Reads and writes of single configurations, gathered. Thread-safe.
final class GatheredConfigurations {
  /// Two, so that one that takes long holds up half of the others at most. Beyond what waits, the
  /// pool of connections is what requests wait for.
  private static final Gathering.Limits LIMITS = new Gathering.Limits(2, 64, 1024);

  private final Gathering<ResourceId, Optional<FoundConfiguration>> reads;
  private final Gathering<GatheredWrite, WriteOutcome<StoredConfiguration>> writes;
  private final ConfigurationView view;

  /// @param afterChange called after each transaction that changed something
  GatheredConfigurations(
      Pool pool, ConfigurationView view, Gatherings gatherings, Runnable afterChange) {
    this.view = view;
    this.reads =
        new Gathering<>(
            LIMITS, _ -> Optional.empty(), new ConfigurationReads(pool), gatherings.reads());
    this.writes =
        new Gathering<>(
            LIMITS,
            write -> Optional.of(write.place()),
            new PutTransaction(pool, view, afterChange),
            gatherings.writes());
  }

  /// Reads one, whoever sees it.
  ///
  /// @return empty when it is to be read alone
  Uni<Optional<Optional<FoundConfiguration>>> find(ResourceId id) {
    return reads.ask(id);
  }

  /// Writes one. Its properties are sealed before its round begins.
  ///
  /// @return empty when it is to be written alone; fails when nobody knows whether it was written
  Uni<Optional<WriteOutcome<StoredConfiguration>>> put(
      ConfigurationWrite write, Expectation expectation, Recording recording) {
    if (!GatheredWrite.isPossible(write)) {
      return Uni.createFrom().item(Optional.empty());
    }
    return Uni.createFrom()
        .item(() -> view.seal().seal(write.id(), write.properties()))
        .chain(
            properties ->
                properties.length > PutTransaction.LARGE
                    ? Uni.createFrom().item(Optional.empty())
                    : writes.ask(
                        new GatheredWrite(
                            write, expectation, recording, Buffer.buffer(properties))));
  }
}
