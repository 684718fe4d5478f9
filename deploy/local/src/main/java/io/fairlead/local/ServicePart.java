package io.fairlead.local;

import io.fairlead.embedded.ChildProcess;
import io.fairlead.embedded.Lifeline;
import io.fairlead.embedded.StartException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// A service of the project in a JVM of its own, configured by its environment alone.
final class ServicePart implements Part {
  private static final Duration START_LIMIT = Duration.ofMinutes(1);
  private static final Duration BETWEEN_PROBES = Duration.ofMillis(100);

  /// Where and how it runs.
  ///
  /// @param program what it is
  /// @param environment what it is told
  /// @param directory its working directory
  /// @param log the file for its output
  record Settings(
      ServiceProgram program, Map<String, String> environment, Path directory, Path log) {}

  private final Settings settings;
  private final HealthProbe health;
  private volatile @Nullable ChildProcess process;

  ServicePart(Settings settings, HealthProbe health) {
    this.settings = settings;
    this.health = health;
  }

  @Override
  public String name() {
    return settings.program().name();
  }

  URI uri() {
    return health.service();
  }

  /// Whether it says itself that it can serve.
  boolean isReady() {
    return health.isReady();
  }

  @Override
  public void start() {
    var started = ChildProcess.start(spec());
    process = started;
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (!health.isReady()) {
      if (System.nanoTime() > deadline) {
        started.kill();
        throw new StartException(
            name()
                + " was not ready within "
                + START_LIMIT.toSeconds()
                + " s; see "
                + settings.log());
      }
      awaitNextProbe(started);
    }
  }

  private void awaitNextProbe(ChildProcess started) {
    try {
      int code = started.onExit().get(BETWEEN_PROBES.toMillis(), TimeUnit.MILLISECONDS);
      throw new StartException(
          name() + " ended with code " + code + " while starting; see " + settings.log());
    } catch (TimeoutException stillRunning) {
      return;
    } catch (InterruptedException e) {
      started.kill();
      Thread.currentThread().interrupt();
      throw new StartException("interrupted while starting " + name(), e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the exit of a process cannot fail", e);
    }
  }

  @Override
  public boolean isAlive() {
    ChildProcess now = process;
    return now != null && now.isAlive();
  }

  @Override
  public long pid() {
    return running().pid();
  }

  @Override
  public CompletableFuture<Integer> onExit() {
    return running().onExit();
  }

  @Override
  public void kill() {
    running().kill();
  }

  @Override
  public void stop(Duration grace) {
    ChildProcess now = process;
    if (now != null) {
      now.stop(grace);
    }
  }

  private ChildProcess running() {
    ChildProcess now = process;
    if (now == null) {
      throw new IllegalStateException(name() + " was not started");
    }
    return now;
  }

  private ChildProcess.Spec spec() {
    var environment = new HashMap<>(settings.environment());
    environment.put(Lifeline.VARIABLE, Lifeline.STDIN);
    return new ChildProcess.Spec(
        name(),
        settings.program().command(),
        environment,
        settings.directory(),
        settings.log(),
        line -> false);
  }
}
