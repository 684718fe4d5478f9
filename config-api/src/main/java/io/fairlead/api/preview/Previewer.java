package io.fairlead.api.preview;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.json.JsonPath;
import io.fairlead.api.preview.ClusterPreview.Standing;
import io.fairlead.api.preview.ConfigurationPreview.Action;
import io.fairlead.contract.event.ConfigurationState;
import io.fairlead.contract.event.Lifecycle;
import io.fairlead.contract.id.PolicyId;
import io.fairlead.contract.policy.Deployment.Action.Withdraw;
import io.fairlead.contract.policy.Deployment.SecretPlace;
import io.fairlead.contract.policy.ManagedBy;
import io.fairlead.policy.evaluation.Assessment;
import io.fairlead.policy.evaluation.Assessment.Deploys;
import io.fairlead.policy.evaluation.Assessment.Exempt;
import io.fairlead.policy.evaluation.Assessment.Outside;
import io.fairlead.policy.evaluation.Assessments;
import io.fairlead.policy.evaluation.Evaluation;
import io.fairlead.policy.evaluation.Evaluator;
import io.fairlead.policy.evaluation.Heard;
import io.fairlead.policy.evaluation.KnownCluster;
import io.fairlead.policy.evaluation.KnownConfiguration;
import io.fairlead.policy.evaluation.planning.PlannedConfiguration;
import io.fairlead.store.DeploymentCheck;
import io.fairlead.store.DeploymentCheck.Outcome;
import io.fairlead.store.FleetView.FleetCluster;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Says what a draft would do to clusters, one after the other. Not thread-safe: it remembers what
/// it has checked, since most clusters get the same.
public final class Previewer {
  private static final JsonPath PROPERTIES = JsonPath.ROOT.child("properties");
  private static final int MOST_REMEMBERED = 1_000;

  private final Draft draft;
  private final DeploymentCheck check;
  private final Map<String, Outcome> checked = new HashMap<>();

  public Previewer(Draft draft, DeploymentCheck check) {
    this.draft = draft;
    this.check = check;
  }

  /// What would become of a cluster.
  ///
  /// @param detailed whether each property that would change is told
  public ClusterPreview preview(FleetCluster cluster, boolean detailed) {
    KnownCluster known =
        new KnownCluster(
            cluster.state(),
            cluster.configurations().stream()
                .map(state -> new KnownConfiguration(state, Heard.NOTHING))
                .toList());
    List<Assessment> assessments = Assessments.of(draft.policies(), draft.id(), known, draft.now());
    Map<String, ConfigurationState> existing = new HashMap<>();
    cluster.configurations().forEach(state -> existing.put(state.id().key(), state));
    List<ConfigurationPreview> configurations = new ArrayList<>();
    Optional<Evaluation> everything = evaluation(known, assessments);
    for (Assessment assessment : assessments) {
      if (assessment.outcome() instanceof Deploys deploys) {
        for (PlannedConfiguration planned : deploys.planned()) {
          configurations.add(
              configuration(
                  assessment,
                  deploys.enforced(),
                  planned,
                  existing.get(planned.configuration().key()),
                  deploys.enforced() ? Rivals.of(planned, everything) : List.of(),
                  detailed));
        }
      }
    }
    everything.ifPresent(evaluation -> removed(evaluation, existing, configurations));
    configurations.sort(Comparator.comparing(c -> c.configuration().key()));
    return new ClusterPreview(cluster, standing(assessments), assessments, configurations);
  }

  /// All policies together; empty where no other one has a say and nothing can be withdrawn.
  private Optional<Evaluation> evaluation(KnownCluster cluster, List<Assessment> assessments) {
    boolean contested =
        draft.hasRivals() && assessments.stream().anyMatch(a -> a.outcome() instanceof Deploys);
    boolean manages =
        cluster.configurations().stream()
            .map(known -> known.state().managedBy())
            .anyMatch(manager -> manager != null && manager.assignmentUid().equals(draft.uid()));
    return contested || manages
        ? Optional.of(Evaluator.evaluate(draft.policies(), cluster, draft.now()))
        : Optional.empty();
  }

  private static Standing standing(List<Assessment> assessments) {
    Optional<PolicyId> exemption = Optional.empty();
    Outside.Reason reason = Outside.Reason.Scope;
    for (Assessment assessment : assessments) {
      switch (assessment.outcome()) {
        case Outside outside ->
            reason = outside.reason().compareTo(reason) > 0 ? outside.reason() : reason;
        case Exempt exempt -> exemption = exemption.or(() -> Optional.of(exempt.exemption()));
        default -> {
          return new Standing.In();
        }
      }
    }
    Outside.Reason last = reason;
    return exemption.<Standing>map(Standing.Exempt::new).orElseGet(() -> new Standing.Out(last));
  }

  private ConfigurationPreview configuration(
      Assessment assessment,
      boolean enforced,
      PlannedConfiguration planned,
      @Nullable ConfigurationState there,
      List<PolicyId> rivals,
      boolean detailed) {
    ManagedBy manager = there == null ? null : there.managedBy();
    List<String> secrets = planned.secrets().stream().map(SecretPlace::pointer).toList();
    Decision decision =
        rivals.isEmpty()
            ? decide(assessment, planned, there, !secrets.isEmpty(), detailed)
            : new Decision(Action.Conflict, List.of(), null);
    return new ConfigurationPreview(
        planned.configuration(),
        assessment.policy().reference(),
        enforced,
        decision.action(),
        decision.changes(),
        secrets,
        rivals,
        manager == null ? null : manager.assignment(),
        decision.message());
  }

  private record Decision(Action action, List<PropertyChange> changes, @Nullable String message) {}

  private Decision decide(
      Assessment assessment,
      PlannedConfiguration planned,
      @Nullable ConfigurationState there,
      boolean secret,
      boolean detailed) {
    if (there != null && isAsDeployed(assessment, planned, there)) {
      return new Decision(Action.Keep, List.of(), null);
    }
    return switch (checked(planned)) {
      case Outcome.Refused(String problem) -> new Decision(Action.Refuse, List.of(), problem);
      case Outcome.Accepted(ObjectNode wanted) -> {
        if (there == null) {
          yield new Decision(Action.Create, List.of(), null);
        }
        if (there.lifecycle() == Lifecycle.Deleting) {
          yield new Decision(
              Action.Create, List.of(), "It is being deleted, and would be written after that.");
        }
        yield compare(planned, there, wanted, secret, detailed);
      }
    };
  }

  private Decision compare(
      PlannedConfiguration planned,
      ConfigurationState there,
      ObjectNode wanted,
      boolean secret,
      boolean detailed) {
    JsonNode now = there.properties();
    List<PropertyChange> changes =
        now.equals(wanted) ? List.of() : PropertyChange.between(PROPERTIES, now, wanted);
    if (changes.isEmpty()) {
      return secret
          ? new Decision(Action.Change, List.of(), "Its secrets would be written anew.")
          : new Decision(Action.Keep, List.of(), "It would become the policy's as it is.");
    }
    Optional<String> problem =
        now instanceof ObjectNode stored
            ? check.changeProblem(planned.configuration(), stored, wanted)
            : Optional.empty();
    return problem
        .map(why -> new Decision(Action.Refuse, changes(changes, detailed), why))
        .orElseGet(() -> new Decision(Action.Change, changes(changes, detailed), null));
  }

  private static List<PropertyChange> changes(List<PropertyChange> changes, boolean detailed) {
    return detailed ? changes : List.of();
  }

  /// Whether the draft's own assignment wrote the very same, and nobody anything after that.
  private boolean isAsDeployed(
      Assessment assessment, PlannedConfiguration planned, ConfigurationState there) {
    ManagedBy manager = there.managedBy();
    return manager != null
        && there.lifecycle() == Lifecycle.Active
        && manager.assignmentUid().equals(draft.uid())
        && manager.reference().equalsIgnoreCase(assessment.policy().reference())
        && manager.digest().equals(planned.digest())
        && manager.generation() == there.generation();
  }

  private Outcome checked(PlannedConfiguration planned) {
    String key =
        planned.digest()
            + "|"
            + planned.configuration().type()
            + "|"
            + planned.configuration().name();
    Outcome known = checked.get(key);
    if (known != null) {
      return known;
    }
    Outcome outcome = check.check(planned.configuration(), planned.properties(), Map.of());
    if (checked.size() < MOST_REMEMBERED) {
      checked.put(key, outcome);
    }
    return outcome;
  }

  private void removed(
      Evaluation evaluation,
      Map<String, ConfigurationState> existing,
      List<ConfigurationPreview> configurations) {
    evaluation.deployments().stream()
        .filter(deployment -> deployment.action() instanceof Withdraw)
        .filter(deployment -> deployment.basis().assignmentUid().equals(draft.uid()))
        .filter(deployment -> existing.containsKey(deployment.configuration().key()))
        .forEach(
            deployment ->
                configurations.add(
                    new ConfigurationPreview(
                        deployment.configuration(),
                        deployment.basis().reference(),
                        true,
                        Action.Remove,
                        List.of(),
                        List.of(),
                        List.of(),
                        draft.id(),
                        null)));
  }
}
