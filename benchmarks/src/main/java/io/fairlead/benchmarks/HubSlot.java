package io.fairlead.benchmarks;

import io.fairlead.benchmarks.hub.GatewaySize;
import io.fairlead.benchmarks.hub.Hub;
import io.fairlead.benchmarks.hub.ProcessGuard;
import io.fairlead.benchmarks.store.Configurations;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A place for one hub, which is started when it is first asked for. Thread-safe.
final class HubSlot implements AutoCloseable {
  private static final Duration PUBLISHED = Duration.ofMinutes(1);

  private final Path home;
  private final Path directory;
  private final GatewaySize gateway;
  private final ProcessGuard guard = new ProcessGuard();
  private @Nullable Hub hub;
  private boolean closed;

  /// @param home the project's root folder
  /// @param directory for all the hub keeps
  HubSlot(Path home, Path directory, GatewaySize gateway) {
    this.home = home;
    this.directory = directory;
    this.gateway = gateway;
  }

  /// The hub.
  ///
  /// @throws IllegalStateException when it is closed
  synchronized Hub hub() {
    if (closed) {
      throw new IllegalStateException("the hub is stopped");
    }
    Hub running = hub;
    if (running == null) {
      running = Hub.start(home, directory, gateway, guard, line -> {});
      hub = running;
    }
    return running;
  }

  /// Notices when a process of the hub ends by itself.
  ProcessGuard guard() {
    return guard;
  }

  /// Waits until nothing is left to do for the hub, where there is one.
  synchronized void settle() throws InterruptedException {
    Hub running = hub;
    if (running != null) {
      running.awaitNoSessions();
      Configurations configurations = new Configurations(running);
      configurations.awaitPublished(PUBLISHED);
      configurations.settleAll();
    }
  }

  /// Stops the hub, where there is one; there will be no other.
  @Override
  public synchronized void close() {
    closed = true;
    Hub running = hub;
    hub = null;
    if (running != null) {
      running.close();
    }
  }
}
