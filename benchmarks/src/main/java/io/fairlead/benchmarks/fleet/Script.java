package io.fairlead.benchmarks.fleet;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/// What happens to a fleet, and when: the same for each run. Scripts are made of smaller ones by
/// [#and] and [#after].
///
/// @param steps in the order of their times; those of the same time in the order of the list
public record Script(List<Step> steps) {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /// One event.
  ///
  /// @param at since the script's begin; not negative
  public record Step(Duration at, Event event) {
    public Step {
      if (at.isNegative()) {
        throw new IllegalArgumentException("a step is not before the begin, but at " + at);
      }
    }
  }

  public Script {
    steps = steps.stream().sorted(Comparator.comparing(Step::at)).toList();
  }

  /// A share does something at once.
  public static Script of(Share share, Act act) {
    return new Script(List.of(new Step(Duration.ZERO, new Event.ToAgents(share, act))));
  }

  /// A link changes at once.
  public static Script of(SlowLink link, long bytesPerSecond) {
    return new Script(List.of(new Step(Duration.ZERO, new Event.ToLink(link, bytesPerSecond))));
  }

  /// A share is off the network for that long.
  public static Script offline(Share share, Duration length) {
    return of(share, Act.GO_OFFLINE).and(of(share, Act.GO_ONLINE).after(length));
  }

  /// All processes of a share die, and start all at once that long after it.
  public static Script storm(Share share, Duration length) {
    return of(share, Act.KILL).and(of(share, Act.START).after(length));
  }

  /// A share loses all it remembers, and starts anew at once.
  public static Script wiped(Share share) {
    return of(share, Act.WIPE).and(of(share, Act.START));
  }

  /// A share goes off the network and comes back, again and again.
  ///
  /// @param times how often
  /// @param down how long it is away each time
  /// @param up how long it is there before the next time
  public static Script flapping(Share share, int times, Duration down, Duration up) {
    Script script = new Script(List.of());
    for (int time = 0; time < times; time++) {
      script = script.and(offline(share, down).after(down.plus(up).multipliedBy(time)));
    }
    return script;
  }

  /// This and another, from the same begin on.
  public Script and(Script other) {
    List<Step> both = new ArrayList<>(steps);
    both.addAll(other.steps);
    return new Script(both);
  }

  /// The same, that much later.
  public Script after(Duration later) {
    return new Script(
        steps.stream().map(step -> new Step(step.at().plus(later), step.event())).toList());
  }

  /// Plays it, and returns when all was done. A step begins when its time has come and the step
  /// before is done.
  ///
  /// @throws IllegalStateException when a step cannot be done, or not within a minute
  public void play(List<? extends Actor> fleet) throws InterruptedException {
    play(fleet, Pacer.fromNow());
  }

  void play(List<? extends Actor> fleet, Pacer pacer) throws InterruptedException {
    for (Step step : steps) {
      pacer.await(step.at());
      switch (step.event()) {
        case Event.ToAgents(Share share, Act act) ->
            done(step, share.of(fleet).stream().map(actor -> actor.does(act)));
        case Event.ToLink(SlowLink link, long bytesPerSecond) -> link.rate(bytesPerSecond);
      }
    }
  }

  private static void done(Step step, Stream<CompletableFuture<Void>> each)
      throws InterruptedException {
    CompletableFuture<?>[] acts = each.toArray(CompletableFuture[]::new);
    try {
      CompletableFuture.allOf(acts).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | CompletionException e) {
      throw new IllegalStateException(step + " cannot be done", e.getCause());
    } catch (TimeoutException e) {
      long open = Stream.of(acts).filter(act -> !act.isDone()).count();
      throw new IllegalStateException(
          "%s: %d of %d did not do it within %d s"
              .formatted(step, open, acts.length, LIMIT.toSeconds()),
          e);
    }
  }
}
