package io.fairlead.api.policy;

import io.fairlead.api.error.ArmErrorCode;
import io.fairlead.api.request.ArmException;
import io.fairlead.api.work.CurrentContext;
import io.fairlead.api.work.EvaluationPool;
import io.fairlead.api.work.StoreCalls;
import io.fairlead.store.PolicyFeed;
import io.smallrye.mutiny.Uni;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// All policies in memory. Whoever asks gets them with everything that was durable when it asked:
/// the database is asked whether something changed, and only then for what did. Thread-safe.
public final class PolicySnapshots {
  /// While policies change all the time, the last of so many tries is given up.
  private static final int MOST_TRIES = 16;

  private final PolicyFeed feed;
  private final EvaluationPool pool;
  private final AtomicReference<PolicySnapshot> newest =
      new AtomicReference<>(PolicySnapshot.EMPTY);
  private final AtomicReference<@Nullable Uni<Void>> catchingUp = new AtomicReference<>();

  public PolicySnapshots(PolicyFeed feed, EvaluationPool pool) {
    this.feed = feed;
    this.pool = pool;
  }

  /// The policies, not older than this call.
  public Uni<PolicySnapshot> current() {
    return current(MOST_TRIES);
  }

  private Uni<PolicySnapshot> current(int triesLeft) {
    PolicySnapshot snapshot = newest();
    return StoreCalls.call(() -> feed.isCurrent(snapshot.copy()))
        .flatMap(
            current -> {
              if (current) {
                return Uni.createFrom().item(snapshot);
              }
              if (triesLeft == 0) {
                throw new ArmException(
                    ArmErrorCode.ServiceUnavailable,
                    "Policies change faster than they can be read. The same request may succeed"
                        + " later.");
              }
              var executor = CurrentContext.executor();
              return caughtUp().emitOn(executor).flatMap(_ -> current(triesLeft - 1));
            });
  }

  private PolicySnapshot newest() {
    return Objects.requireNonNull(newest.get());
  }

  /// One catches up for all that ask at the same time.
  private Uni<Void> caughtUp() {
    Uni<Void> mine =
        Uni.createFrom()
            .deferred(this::catchUp)
            .onTermination()
            .invoke(() -> catchingUp.set(null))
            .memoize()
            .indefinitely();
    Uni<Void> running = catchingUp.compareAndExchange(null, mine);
    return running == null ? mine : running;
  }

  private Uni<Void> catchUp() {
    PolicySnapshot before = newest();
    return StoreCalls.call(() -> feed.changes(before.copy()))
        .flatMap(changes -> pool.run(() -> before.with(changes)))
        .invoke(newest::set)
        .replaceWithVoid();
  }
}
