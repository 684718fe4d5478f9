package io.fairlead.systemtest.hub;

import java.net.URI;
import java.nio.file.Path;

/// A running Fairlead: four real processes. Not thread-safe, but the addresses may be read by
/// anybody.
public interface Hub extends AutoCloseable {
  /// The API's base address; the same over restarts.
  URI api();

  /// The gateway's base address; the same over restarts.
  URI gateway();

  /// The file with the API's bearer token.
  Path tokenFile();

  /// Where the broker is; the same over restarts.
  String bootstrapServers();

  /// Kills a process as `kill -9` does, and returns when it is gone.
  void kill9(HubProcess process);

  /// Stops a process in order, and returns when it is gone.
  void stop(HubProcess process);

  /// Starts a process that was killed or stopped; returns at once or when it runs.
  void start(HubProcess process);

  /// Stops the broker, deletes all it keeps, and starts it empty.
  void wipeBroker();

  /// Waits until every process serves.
  ///
  /// @throws AssertionError when one does not in time
  void awaitHealthy();

  /// How many sessions the gateway has open now, by its own metrics.
  double sessionsOpen();

  @Override
  void close();
}
