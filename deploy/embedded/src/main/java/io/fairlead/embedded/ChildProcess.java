package io.fairlead.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/// One running child process: its output goes to a bounded log, its standard input is the lifeline
/// that ends it with this process.
///
/// Thread-safe.
public final class ChildProcess {
  /// What to start.
  ///
  /// @param name a short name for logs and messages
  /// @param command program and arguments
  /// @param environment added to the environment of this process
  /// @param directory its working directory; created where missing
  /// @param log the file for its output
  /// @param readyLine which line of its output says that it serves
  public record Spec(
      String name,
      List<String> command,
      Map<String, String> environment,
      Path directory,
      Path log,
      Predicate<String> readyLine) {
    public Spec {
      command = List.copyOf(command);
      environment = Map.copyOf(environment);
    }
  }

  private final Spec spec;
  private final Process process;
  private final BoundedLog log;
  private final CompletableFuture<Void> lifelineCut;
  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private final CompletableFuture<Integer> exit = new CompletableFuture<>();

  private ChildProcess(Spec spec, Process process) {
    this.spec = spec;
    this.process = process;
    this.log = new BoundedLog(spec.log());
    // Its own children may hold the other end, and its output open until that is cut.
    this.lifelineCut = process.onExit().thenRun(this::cutLifeline);
  }

  /// Starts it and returns at once.
  ///
  /// @throws StartException when the program cannot be executed
  public static ChildProcess start(Spec spec) {
    var builder = new ProcessBuilder(spec.command()).redirectErrorStream(true);
    // A PostgreSQL user's own PGDATA or PGPORT must not reach ours.
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.environment().putAll(spec.environment());
    try {
      Files.createDirectories(spec.directory());
      builder.directory(spec.directory().toFile());
      Files.createDirectories(spec.log().toAbsolutePath().getParent());
      var child = new ChildProcess(spec, builder.start());
      Thread.ofPlatform().daemon().name("output-" + spec.name()).start(child::pump);
      return child;
    } catch (IOException e) {
      throw new StartException("cannot start " + spec.name() + ": " + e.getMessage(), e);
    }
  }

  /// Its operating system process id.
  public long pid() {
    return process.pid();
  }

  /// Whether it runs.
  public boolean isAlive() {
    return process.isAlive();
  }

  /// Completes with its exit code, once its output was read to the end.
  public CompletableFuture<Integer> onExit() {
    return exit.copy();
  }

  /// The last lines of its output, oldest first.
  public List<String> lastLines() {
    return log.lastLines();
  }

  /// Waits for its ready line.
  ///
  /// @throws StartException when it ends before, or is not ready in time; the process is then gone
  public void awaitReady(Duration limit) {
    try {
      ready.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new StartException(failure("ended while starting"), e);
    } catch (TimeoutException e) {
      kill();
      throw new StartException(failure("was not ready within " + limit.toSeconds() + " s"), e);
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
      throw new StartException("interrupted while starting " + spec.name(), e);
    }
  }

  /// Waits for its end, for a program that does one thing.
  ///
  /// @return its exit code
  /// @throws StartException when it does not end in time; the process is then gone
  public int awaitExit(Duration limit) {
    try {
      return exit.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      kill();
      throw new StartException(failure("did not end within " + limit.toSeconds() + " s"), e);
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
      throw new StartException("interrupted while " + spec.name() + " ran", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the exit of a process cannot fail", e);
    }
  }

  /// Asks it to end (SIGTERM) and ends it by force after the grace. Returns when it is gone.
  public void stop(Duration grace) {
    // Not Process.destroy(), which would close its output while it still has things to say.
    process.toHandle().destroy();
    try {
      if (!process.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
    }
  }

  /// Ends it by force (SIGKILL) and waits until it is gone.
  public void kill() {
    process.toHandle().destroyForcibly();
    process.onExit().join();
  }

  private String failure(String what) {
    return spec.name()
        + " "
        + what
        + "; see "
        + spec.log()
        + "; it said last: "
        + String.join(" | ", lastLines().reversed().stream().limit(3).toList().reversed());
  }

  private void cutLifeline() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      System.err.println("child=" + spec.name() + " lifeline=broken reason=" + e.getMessage());
    }
  }

  private void pump() {
    try {
      log.pump(process.getInputStream(), this::notice);
    } catch (IOException e) {
      System.err.println("log=" + spec.log() + " error=" + e.getMessage());
    } finally {
      lifelineCut.join();
      int code = process.exitValue();
      ready.completeExceptionally(new StartException(spec.name() + " ended with code " + code));
      exit.complete(code);
    }
  }

  private void notice(String line) {
    if (!ready.isDone() && spec.readyLine().test(line)) {
      ready.complete(null);
    }
  }
}
