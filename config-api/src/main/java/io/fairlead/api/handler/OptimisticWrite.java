package io.fairlead.api.handler;

import io.fairlead.api.error.ArmError;
import io.fairlead.api.error.ArmErrorCode;
import io.fairlead.api.request.ArmException;
import io.fairlead.api.request.Precondition;
import io.fairlead.api.work.CurrentContext;
import io.fairlead.store.DeleteOutcome;
import io.fairlead.store.Expectation;
import io.fairlead.store.WriteOutcome;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Read, decide, write what was decided only if nothing changed in between; and again when
/// something did. A client's own condition is judged anew each time, so it fails as soon as another
/// client was faster; a client without one never notices.
///
/// @param <T> the stored resource
/// @param read reads the resource
/// @param tag its version
record OptimisticWrite<T>(Supplier<Uni<Optional<T>>> read, Function<T, Tag> tag) {
  private static final int ATTEMPTS = 16;
  private static final int LONGEST_PAUSE_MILLIS = 40;

  /// Writes.
  ///
  /// @param write makes the change, given what was read and the expectation that it is still so;
  ///     throws what the request is refused with
  /// @return never a [WriteOutcome.Mismatch]: fails with an [ArmException] (412, or 409 when others
  ///     were faster too often)
  Uni<WriteOutcome<T>> write(
      Precondition precondition, BiFunction<Optional<T>, Expectation, Uni<WriteOutcome<T>>> write) {
    return attempt(
        precondition, write, outcome -> outcome instanceof WriteOutcome.Mismatch<T>, ATTEMPTS);
  }

  /// Deletes, as [#write].
  Uni<DeleteOutcome<T>> delete(
      Precondition precondition, Function<Expectation, Uni<DeleteOutcome<T>>> delete) {
    if (precondition instanceof Precondition.None) {
      return delete.apply(new Expectation.Anything());
    }
    return attempt(
        precondition,
        (_, expectation) -> delete.apply(expectation),
        outcome -> outcome instanceof DeleteOutcome.Mismatch<T>,
        ATTEMPTS);
  }

  /// A deletion, and what it was of.
  ///
  /// @param read the resource as it was deleted; empty when there was none
  record Deletion<T>(Optional<T> read, DeleteOutcome<T> outcome) {}

  /// Deletes exactly what was read, as [#write]: for answers that show it.
  Uni<Deletion<T>> deleteRead(
      Precondition precondition, Function<Expectation, Uni<DeleteOutcome<T>>> delete) {
    return attempt(
        precondition,
        (current, expectation) ->
            delete.apply(expectation).map(outcome -> new Deletion<>(current, outcome)),
        deletion -> deletion.outcome() instanceof DeleteOutcome.Mismatch<T>,
        ATTEMPTS);
  }

  private <O> Uni<O> attempt(
      Precondition precondition,
      BiFunction<Optional<T>, Expectation, Uni<O>> change,
      Predicate<O> lost,
      int attemptsLeft) {
    return read.get()
        .flatMap(
            current -> {
              Optional<Tag> version = current.map(tag);
              if (!precondition.holdsFor(version.map(Tag::etag))) {
                throw failed(version);
              }
              return change.apply(
                  current, version.map(Tag::expectation).orElseGet(Expectation.Absent::new));
            })
        .flatMap(
            outcome -> {
              if (!lost.test(outcome)) {
                return Uni.createFrom().item(outcome);
              }
              if (attemptsLeft <= 1) {
                throw contended();
              }
              var executor = CurrentContext.executor();
              return Uni.createFrom()
                  .item(outcome)
                  .onItem()
                  .delayIt()
                  .by(pause())
                  .emitOn(executor)
                  .flatMap(_ -> attempt(precondition, change, lost, attemptsLeft - 1));
            });
  }

  private static Duration pause() {
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(1, LONGEST_PAUSE_MILLIS));
  }

  private static ArmException failed(Optional<Tag> current) {
    return new ArmException(
        ArmError.of(
            ArmErrorCode.PreconditionFailed,
            current
                .map(t -> "The resource is in another state; its ETag is now " + t.etag() + ".")
                .orElse("There is no such resource.")),
        current.map(t -> Map.of("ETag", t.etag())).orElseGet(Map::of));
  }

  private static ArmException contended() {
    return new ArmException(
        ArmError.of(
            ArmErrorCode.Conflict,
            "Other requests changed the resource at the same time, again and again. Nothing was"
                + " changed by this one."),
        Map.of("Retry-After", "1"));
  }
}
