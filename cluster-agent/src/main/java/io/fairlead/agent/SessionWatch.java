package io.fairlead.agent;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Watches whether the session still gets its turn and can store what it holds. Both put themselves
/// right, as a rule; when they do not for long, only a restart helps. Thread-safe.
final class SessionWatch {
  /// How long a turn may be in coming. A slow disk takes seconds.
  static final Duration TURN_LIMIT = Duration.ofMinutes(1);

  /// How long nothing may be storable. A full disk is to be emptied, not the agent to be restarted.
  static final Duration FAULT_LIMIT = Duration.ofMinutes(10);

  private final Supplier<CompletableFuture<Optional<String>>> check;
  private final LongSupplier nanoTime;
  private @Nullable CompletableFuture<Optional<String>> pending;
  private long lastTurn;
  private Optional<String> fault = Optional.empty();
  private long faultSince;

  /// @param check waits for a turn and tells why nothing can be stored, if so
  /// @param nanoTime a clock that nobody sets
  SessionWatch(Supplier<CompletableFuture<Optional<String>>> check, LongSupplier nanoTime) {
    this.check = check;
    this.nanoTime = nanoTime;
    this.lastTurn = nanoTime.getAsLong();
  }

  /// Looks again, unless the last look is still waiting for its turn.
  void look() {
    CompletableFuture<Optional<String>> asked;
    synchronized (this) {
      if (pending != null && !pending.isDone()) {
        return;
      }
      asked = check.get();
      pending = asked;
    }
    var _ =
        asked.whenComplete(
            (found, failure) -> took(failure == null ? found : Optional.of(failure.toString())));
  }

  private synchronized void took(Optional<String> found) {
    lastTurn = nanoTime.getAsLong();
    if (found.isPresent() && fault.isEmpty()) {
      faultSince = lastTurn;
    }
    fault = found;
  }

  /// Why the agent has to be restarted; empty when it need not be.
  synchronized Optional<String> complaint() {
    Duration untouched = since(lastTurn);
    if (untouched.compareTo(TURN_LIMIT) > 0) {
      return Optional.of("the session had no turn for " + untouched.toSeconds() + " s");
    }
    return fault
        .filter(reason -> since(faultSince).compareTo(FAULT_LIMIT) > 0)
        .map(
            reason ->
                "nothing was stored for %d s: %s".formatted(since(faultSince).toSeconds(), reason));
  }

  /// Why nothing can be stored now; empty when all is well.
  synchronized Optional<String> fault() {
    return fault;
  }

  private Duration since(long moment) {
    return Duration.ofNanos(nanoTime.getAsLong() - moment);
  }
}
