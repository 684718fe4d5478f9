package io.fairlead.engine.decision;

import io.fairlead.contract.policy.Deployment;
import io.fairlead.contract.policy.PolicyVerdict;
import io.fairlead.policy.evaluation.ConfigurationHead;
import io.fairlead.policy.evaluation.Evaluation;
import io.fairlead.policy.evaluation.KnownCluster;
import io.fairlead.policy.evaluation.KnownConfiguration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What an evaluation of a cluster adds to what was said and asked before.
///
/// @param asks what is to be asked now
/// @param answered keys of configurations of which nothing is wanted any more
/// @param verdicts those that say something new; that something is being deployed is none as long
/// as that takes no longer than [Asked#SETTLING]
/// @param gone keys of verdicts that no longer hold: the policy does not apply any more
/// @param lookAgainAt when something is to be asked again or said that is held back now; empty for
/// never
public record Outcome(
    List<Ask> asks,
    List<String> answered,
    List<Verdict> verdicts,
    List<String> gone,
    Optional<Instant> lookAgainAt) {

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
    Map<String, ConfigurationHead> found = new HashMap<>();
    for (KnownConfiguration configuration : cluster.configurations()) {
      found.put(configuration.head().id().key(), configuration.head());
    }
    List<Ask> asks = new ArrayList<>();
    Set<String> answered = new HashSet<>(before.asked().keySet());
    Map<String, Asked> standing = new HashMap<>();
    for (Deployment deployment : evaluation.deployments()) {
      String key = deployment.configuration().key();
      answered.remove(key);
      Asked wanted = Asked.of(deployment, Optional.ofNullable(found.get(key)), now);
      Asked earlier = before.asked().get(key);
      if (earlier != null && earlier.covers(wanted)) {
        standing.put(key, earlier);
      } else {
        standing.put(key, wanted);
        asks.add(new Ask(deployment, wanted));
      }
    }
    List<Instant> due =
        standing.values().stream()
            .map(asked -> asked.at().plus(Asked.PATIENCE))
            .collect(Collectors.toCollection(ArrayList::new));
    List<Verdict> verdicts = new ArrayList<>();
    Set<String> gone = new HashSet<>(before.said().keySet());
    for (PolicyVerdict verdict : evaluation.verdicts()) {
      String key = verdict.key();
      gone.remove(key);
      Optional<Instant> settled = settled(verdict, standing).filter(now::isBefore);
      if (settled.isPresent()) {
        due.add(settled.get());
        continue;
      }
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
        due.stream().min(Instant::compareTo));
  }

  /// From when on it is news that something is being deployed; empty for what says anything else.
  private static Optional<Instant> settled(PolicyVerdict verdict, Map<String, Asked> standing) {
    return verdict.reason() == PolicyVerdict.Reason.Deploying
        ? verdict.deployed().stream()
            .map(deployed -> standing.get(deployed.configuration().key()))
            .filter(Objects::nonNull)
            .map(asked -> asked.at().plus(Asked.SETTLING))
            .max(Instant::compareTo)
        : Optional.empty();
  }
}
