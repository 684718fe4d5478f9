package io.fairlead.store.postgres;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Asks together what is asked at the same time. A question begins a round at once where there is
/// none to wait for; what comes while rounds run waits, and is the next round. No timer holds
/// anything back. Thread-safe.
///
/// @param <Q> a question
/// @param <A> its answer
final class Gathering<Q, A> {
  /// @param rounds most that run side by side, at least 1
  /// @param size most questions of a round, at least 1
  /// @param waiting most questions that wait; those beyond are asked alone
  record Limits(int rounds, int size, int waiting) {}

  /// Where a question belongs.
  ///
  /// @param group never asked about in two rounds at the same time
  /// @param key never asked about twice in a round; all questions about it are of one group
  record Place(String group, String key) {}

  /// Asks all of a round.
  @FunctionalInterface
  interface Round<Q, A> {
    /// Called on the Vert.x context of the first question.
    ///
    /// @return an answer to each, in their order; empty for what is to be asked alone. Fails when
    ///     all of them fail
    Uni<List<Optional<A>>> ask(List<Q> questions);
  }

  private final Limits limits;
  private final Function<Q, Optional<Place>> places;
  private final Round<Q, A> round;
  private final GatheringStatus status;
  private final Lock lock = new ReentrantLock();
  // Guarded by the lock.
  private final Deque<Asked<Q, A>> waiting = new ArrayDeque<>();
  private final Set<String> groups = new HashSet<>();
  private int running;

  /// @param places empty for a question that gets along with every other
  Gathering(
      Limits limits,
      Function<Q, Optional<Place>> places,
      Round<Q, A> round,
      GatheringStatus status) {
    this.limits = limits;
    this.places = places;
    this.round = round;
    this.status = status;
  }

  /// A question that waits, or is being asked.
  private record Asked<Q, A>(
      Q question,
      Optional<Place> place,
      UniEmitter<? super Optional<A>> emitter,
      AtomicBoolean left,
      @Nullable Context context) {
    /// Runs something where it was asked.
    void there(Runnable work) {
      if (context == null || context == Vertx.currentContext()) {
        work.run();
      } else {
        context.runOnContext(_ -> work.run());
      }
    }
  }

  /// Asks it in a round. Who leaves meanwhile ends no round; a question of which nobody wants the
  /// answer any more before its round begins is not asked.
  ///
  /// @return on the caller's Vert.x context; empty when it is to be asked alone, and fails when all
  ///     of its round failed
  Uni<Optional<A>> ask(Q question) {
    return Uni.createFrom()
        .deferred(
            () -> {
              Context context = Vertx.currentContext();
              Executor caller =
                  context == null ? Runnable::run : work -> context.runOnContext(_ -> work.run());
              return Uni.createFrom()
                  .<Optional<A>>emitter(
                      emitter -> {
                        var left = new AtomicBoolean();
                        emitter.onTermination(() -> left.set(true));
                        submit(
                            new Asked<>(question, places.apply(question), emitter, left, context));
                      })
                  .emitOn(caller);
            })
        .invoke(answer -> status.answered(answer.isPresent()));
  }

  private void submit(Asked<Q, A> asked) {
    boolean waits;
    List<List<Asked<Q, A>>> rounds;
    lock.lock();
    try {
      waits = waiting.size() < limits.waiting();
      if (waits) {
        waiting.add(asked);
      }
      rounds = next();
    } finally {
      lock.unlock();
    }
    if (!waits) {
      asked.emitter().complete(Optional.empty());
    }
    rounds.forEach(this::begin);
  }

  /// The rounds that may begin. Called with the lock held.
  private List<List<Asked<Q, A>>> next() {
    List<List<Asked<Q, A>>> rounds = new ArrayList<>();
    while (running < limits.rounds()) {
      List<Asked<Q, A>> taken = take();
      if (taken.isEmpty()) {
        break;
      }
      running++;
      taken.forEach(asked -> asked.place().ifPresent(place -> groups.add(place.group())));
      rounds.add(taken);
    }
    return rounds;
  }

  private List<Asked<Q, A>> take() {
    List<Asked<Q, A>> taken = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    Iterator<Asked<Q, A>> all = waiting.iterator();
    while (taken.size() < limits.size() && all.hasNext()) {
      Asked<Q, A> asked = all.next();
      if (asked.left().get()) {
        all.remove();
      } else if (asked.place().map(place -> isFree(place, keys)).orElse(true)) {
        all.remove();
        taken.add(asked);
      }
    }
    return taken;
  }

  private boolean isFree(Place place, Set<String> keys) {
    return !groups.contains(place.group()) && keys.add(place.key());
  }

  private void begin(List<Asked<Q, A>> asked) {
    try {
      asked.getFirst().there(() -> run(asked));
    } catch (RuntimeException e) {
      // Where it was asked nothing runs any more.
      end(asked, failing(asked, e));
    }
  }

  private void run(List<Asked<Q, A>> asked) {
    status.began();
    Uni.createFrom()
        .deferred(() -> round.ask(asked.stream().map(Asked::question).toList()))
        .subscribe()
        .with(
            answers -> end(asked, answering(asked, answers)),
            failure -> end(asked, failing(asked, failure)));
  }

  private Runnable answering(List<Asked<Q, A>> asked, List<Optional<A>> answers) {
    if (answers.size() != asked.size()) {
      return failing(
          asked,
          new IllegalStateException(
              "%d answers to %d questions".formatted(answers.size(), asked.size())));
    }
    return () -> {
      for (int i = 0; i < answers.size(); i++) {
        asked.get(i).emitter().complete(answers.get(i));
      }
    };
  }

  private static <Q, A> Runnable failing(List<Asked<Q, A>> asked, Throwable failure) {
    Consumer<Asked<Q, A>> fail = one -> one.emitter().fail(failure);
    return () -> asked.forEach(fail);
  }

  /// The next round does not wait for what is made of the answers.
  private void end(List<Asked<Q, A>> asked, Runnable answer) {
    List<List<Asked<Q, A>>> rounds;
    lock.lock();
    try {
      running--;
      asked.forEach(one -> one.place().ifPresent(place -> groups.remove(place.group())));
      rounds = next();
    } finally {
      lock.unlock();
    }
    rounds.forEach(this::begin);
    answer.run();
  }
}
