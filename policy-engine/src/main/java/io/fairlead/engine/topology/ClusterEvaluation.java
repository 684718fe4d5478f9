package io.fairlead.engine.topology;

import io.fairlead.contract.json.UnreadableJsonException;
import io.fairlead.encryption.NotOpenedException;
import io.fairlead.engine.decision.Asked;
import io.fairlead.engine.decision.Outcome;
import io.fairlead.engine.decision.Reminders;
import io.fairlead.policy.evaluation.KnownCluster;
import io.fairlead.policy.evaluation.PolicySet;
import io.fairlead.streams.UnreadableRecordException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Evaluates one cluster, sends the difference to what was said before, and remembers it. What goes
/// wrong with one cluster is logged and counted, and concerns no other. Used by one task's thread.
final class ClusterEvaluation {
  private static final Logger LOGGER = LoggerFactory.getLogger(ClusterEvaluation.class);

  private final ClusterShelf shelf;
  private final Emissions emissions;
  private final Reminders reminders;
  private final EngineTopology.Parts parts;
  private final Map<String, Instant> absentSince = new HashMap<>();
  private final Set<String> failed = new HashSet<>();

  ClusterEvaluation(
      ClusterShelf shelf, Emissions emissions, Reminders reminders, EngineTopology.Parts parts) {
    this.shelf = shelf;
    this.emissions = emissions;
    this.reminders = reminders;
    this.parts = parts;
  }

  /// Evaluates a cluster. What was said of one that is not there waits for it for an hour: it may
  /// be on its way here, when its agent's words have come before it. What fails is tried again
  /// after some minutes, if nothing happens before.
  ///
  /// @return whether something was asked of the store
  boolean evaluate(String key, PolicySet policies, Instant now) {
    return evaluate(key, policies, now, () -> shelf.known(key, now));
  }

  /// The same of one that was met among all of them.
  ///
  /// @param state as it is kept
  boolean evaluate(String key, byte[] state, PolicySet policies, Instant now) {
    return evaluate(key, policies, now, () -> Optional.of(shelf.known(key, state, now)));
  }

  private boolean evaluate(
      String key, PolicySet policies, Instant now, Supplier<Optional<KnownCluster>> reading) {
    Optional<KnownCluster> found;
    Outcome.Before before;
    try {
      found = reading.get();
      if (found.isEmpty()) {
        awaitOrForget(key, now);
        return false;
      }
      absentSince.remove(key);
      before = shelf.before(key);
    } catch (UnreadableJsonException | UnreadableRecordException e) {
      LOGGER.error("cluster not evaluated cluster={} reason={}", key, e.getMessage());
      failed(key, now);
      return false;
    }
    KnownCluster cluster = found.get();
    Optional<Outcome> outcome = decide(cluster, before, policies, now);
    if (outcome.isEmpty()) {
      failed(key, now);
      return false;
    }
    failed.remove(key);
    send(key, cluster.cluster().epoch(), outcome.get(), now);
    return !outcome.get().asks().isEmpty();
  }

  /// Whether a cluster waits for something: its last evaluation failed, or asked for something that
  /// is not there yet.
  boolean isUnfinished(String cluster) {
    return failed.contains(cluster) || shelf.hasAsked(cluster);
  }

  private void failed(String key, Instant now) {
    parts.observer().failed();
    failed.add(key);
    reminders.within(key, now.plus(Asked.PATIENCE));
  }

  private Optional<Outcome> decide(
      KnownCluster cluster, Outcome.Before before, PolicySet policies, Instant now) {
    long began = System.nanoTime();
    try {
      var outcome =
          Outcome.of(parts.evaluator().evaluate(policies, cluster, now), cluster, before, now);
      parts.observer().evaluated(Duration.ofNanos(System.nanoTime() - began));
      return Optional.of(outcome);
    } catch (UnreadableJsonException | NotOpenedException e) {
      LOGGER.error(
          "cluster not evaluated cluster={} reason={}",
          cluster.cluster().id().key(),
          e.getMessage());
      return Optional.empty();
    } catch (RuntimeException | StackOverflowError e) {
      LOGGER.error("cluster not evaluated cluster={}", cluster.cluster().id().key(), e);
      return Optional.empty();
    }
  }

  private void send(String cluster, long epoch, Outcome outcome, Instant now) {
    outcome.asks().forEach(ask -> emissions.deployment(ask.deployment(), now));
    outcome.verdicts().forEach(verdict -> emissions.verdict(verdict.verdict(), now));
    outcome.gone().forEach(key -> emissions.verdictGone(cluster, key, epoch, now));
    shelf.keep(cluster, outcome);
    reminders.set(cluster, outcome.lookAgainAt());
  }

  private void awaitOrForget(String key, Instant now) {
    Instant patience = absentSince.computeIfAbsent(key, _ -> now).plus(ClusterShelf.STRANGERS_KEPT);
    if (now.isBefore(patience)) {
      reminders.within(key, patience);
    } else {
      forget(key, 0, now);
    }
  }

  /// Takes back all that was said of a cluster that is gone.
  ///
  /// @param epoch in which that was published; the one of each verdict counts where it is newer
  void forget(String cluster, long epoch, Instant now) {
    reminders.set(cluster, Optional.empty());
    absentSince.remove(cluster);
    failed.remove(cluster);
    shelf
        .forget(cluster)
        .forEach(
            (key, said) ->
                emissions.verdictGone(
                    cluster, key, Math.max(1, Math.max(epoch, said.epoch())), now));
  }
}
