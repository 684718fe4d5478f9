package io.fairlead.engine.decision;

import io.fairlead.contract.event.ConfigurationState;
import io.fairlead.contract.policy.Deployment;
import io.fairlead.contract.policy.PolicyVerdict;
import io.fairlead.policy.evaluation.Evaluation;
import io.fairlead.policy.evaluation.KnownCluster;
import io.fairlead.policy.evaluation.KnownConfiguration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What an evaluation of a cluster adds to what was said and asked before.
///
/// @param asks what is to be asked now
/// @param answered keys of configurations of which nothing is wanted any more
/// @param verdicts those that say something new
/// @param gone keys of verdicts that no longer hold: the policy does not apply any more
/// @param askAgainAt when the oldest request is due that had no effect by then; empty when nothing
///     is asked
public record Outcome(
    List<Ask> asks,
    List<String> answered,
    List<Verdict> verdicts,
    List<String> gone,
    Optional<Instant> askAgainAt) {

  /// Something to be asked of the store.
  public record Ask(Deployment deployment, Asked asked) {}

  /// A verdict to be given.
  public record Verdict(PolicyVerdict verdict, Said said) {}

  /// What was said and asked of a cluster before.
  ///
  /// @param asked by key of configuration
  /// @param said by key of verdict
  public record Before(Map<String, Asked> asked, Map<String, Said> said) {
    public Before {
      asked = Map.copyOf(asked);
      said = Map.copyOf(said);
    }
  }

  public Outcome {
    asks = List.copyOf(asks);
    answered = List.copyOf(answered);
    verdicts = List.copyOf(verdicts);
    gone = List.copyOf(gone);
  }

  /// Compares.
  ///
  /// @param evaluation of the cluster at that time
  public static Outcome of(
      Evaluation evaluation, KnownCluster cluster, Before before, Instant now) {
    Map<String, ConfigurationState> found = new HashMap<>();
    for (KnownConfiguration configuration : cluster.configurations()) {
      found.put(configuration.state().id().key(), configuration.state());
    }
    List<Ask> asks = new ArrayList<>();
    Set<String> answered = new HashSet<>(before.asked().keySet());
    Optional<Instant> again = Optional.empty();
    for (Deployment deployment : evaluation.deployments()) {
      String key = deployment.configuration().key();
      answered.remove(key);
      Asked wanted = Asked.of(deployment, Optional.ofNullable(found.get(key)), now);
      Asked earlier = before.asked().get(key);
      Asked standing = wanted;
      if (earlier != null && earlier.covers(wanted)) {
        standing = earlier;
      } else {
        asks.add(new Ask(deployment, wanted));
      }
      Instant due = standing.at().plus(Asked.PATIENCE);
      again = again.filter(other -> other.isBefore(due)).or(() -> Optional.of(due));
    }
    List<Verdict> verdicts = new ArrayList<>();
    Set<String> gone = new HashSet<>(before.said().keySet());
    for (PolicyVerdict verdict : evaluation.verdicts()) {
      String key = verdict.key();
      gone.remove(key);
      Said said = Said.of(verdict);
      if (!said.equals(before.said().get(key))) {
        verdicts.add(new Verdict(verdict, said));
      }
    }
    return new Outcome(
        asks,
        answered.stream().sorted().toList(),
        verdicts,
        gone.stream().sorted().toList(),
        again);
  }
}
