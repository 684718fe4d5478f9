package io.fairlead.engine.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// The engine's settings. Kafka's address is `kafka.bootstrap.servers`, the address of health and
/// metrics `quarkus.http.host` and `quarkus.http.port`. In the environment
/// `fairlead.engine.state-dir` is `FAIRLEAD_ENGINE_STATE_DIR`, and so on. `docs/configuration.md`
/// lists them for operators.
@ConfigMapping(prefix = "fairlead.engine")
public interface EngineConfig {
  /// Names this engine among others: another for each that runs, and the same again after a
  /// restart. By default made up once and kept in the state directory.
  Optional<String> instance();

  /// Where working state is kept. Used by one process at a time; built anew from Kafka at each
  /// start.
  @WithDefault("state")
  Path stateDir();

  /// Threads that evaluate, 1 to 12.
  @WithDefault("2")
  int threads();

  /// The replication factor of the engine's own topics.
  @WithDefault("1")
  int replicationFactor();

  /// How often Kafka is asked whether the topics are still the same.
  @WithDefault("3s")
  Duration topicCheckInterval();

  /// How long it may take to stop in order.
  @WithDefault("5s")
  Duration stopLimit();
}
