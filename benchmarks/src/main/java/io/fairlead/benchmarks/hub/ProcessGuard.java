package io.fairlead.benchmarks.hub;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/// Notices when a process ends that nobody told to: what is measured then is not what was meant,
/// also where somebody starts it again at once. Thread-safe.
public final class ProcessGuard {
  private final CompletableFuture<String> first = new CompletableFuture<>();

  /// A process that is watched.
  public static final class Watched {
    private final AtomicBoolean mayEnd = new AtomicBoolean();

    /// From now on it may end.
    public void release() {
      mayEnd.set(true);
    }
  }

  /// Watches a process from now on.
  ///
  /// @param name for a person
  /// @param pid of a process that runs, or has just ended
  /// @param log the file of its output
  public Watched watch(String name, long pid, Path log) {
    Watched watched = new Watched();
    CompletableFuture<?> exit =
        ProcessHandle.of(pid)
            .<CompletableFuture<?>>map(ProcessHandle::onExit)
            .orElseGet(() -> CompletableFuture.completedFuture(null));
    var _ = exit.thenRun(() -> ended(watched, name, pid, log));
    return watched;
  }

  private void ended(Watched watched, String name, long pid, Path log) {
    if (!watched.mayEnd.get()) {
      first.complete("%s (process %d) has ended by itself; its log: %s".formatted(name, pid, log));
    }
  }

  /// Completes when the first ends, with what to tell a person: its name and where its log is.
  public CompletableFuture<String> first() {
    return first.copy();
  }
}
