package io.fairlead.local;

import java.net.URI;
import java.nio.file.Path;

/// Simulated clusters that speak the real agent protocol. Reconnecting when the gateway was away is
/// their own affair.
@FunctionalInterface
public interface Fleet extends AutoCloseable {
  /// What a fleet needs to know.
  ///
  /// @param api the API's root, for registering the clusters
  /// @param gateway the gateway's root; agents connect to the same host and port
  /// @param tokenFile the API's bearer token
  /// @param clusters how many, 0 or more
  /// @param directory for the clusters' own state; kept over restarts, may not exist yet
  record Settings(URI api, URI gateway, Path tokenFile, int clusters, Path directory) {}

  /// Makes fleets.
  @FunctionalInterface
  interface Factory {
    /// Starts a fleet and returns once all its clusters are registered.
    ///
    /// @throws io.fairlead.embedded.StartException when that fails; nothing of it is then left
    ///     running
    /// @throws InterruptedException when the stack is stopped meanwhile
    Fleet start(Settings settings) throws InterruptedException;
  }

  /// Nobody.
  static Factory none() {
    return settings -> () -> {};
  }

  /// Disconnects all clusters; their state stays. Takes at most two seconds.
  @Override
  void close();
}
