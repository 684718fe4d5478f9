package io.fairlead.api.preview;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.json.JsonPath;
import io.fairlead.api.preview.ConfigurationPreview.Action;
import io.fairlead.contract.event.ConfigurationState;
import io.fairlead.contract.event.Lifecycle;
import io.fairlead.contract.id.PolicyId;
import io.fairlead.contract.policy.Deployment.SecretPlace;
import io.fairlead.contract.policy.ManagedBy;
import io.fairlead.contract.policy.PolicyVerdict.Reason;
import io.fairlead.policy.evaluation.Contention;
import io.fairlead.policy.evaluation.assignment.AssignedPolicy;
import io.fairlead.policy.evaluation.planning.PlannedConfiguration;
import io.fairlead.store.DeploymentTrial;
import io.fairlead.store.DeploymentTrial.Result;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Says what would become of single configurations that a draft wants. For one thread: it remembers
/// what it has checked, since most clusters get the same.
final class ConfigurationPreviewer {
  private static final JsonPath PROPERTIES = JsonPath.ROOT.child("properties");

  private final Draft draft;
  private final WriteRules rules;
  private final DeploymentTrial trial;

  ConfigurationPreviewer(Draft draft, WriteRules rules) {
    this.draft = draft;
    this.rules = rules;
    this.trial = rules.trial();
  }

  /// What one of the draft's definitions wants.
  ///
  /// @param policy the definition
  /// @param enforced whether it would be done
  /// @param planned what it wants
  /// @param there what is there; null for nothing
  /// @param room for how many more configurations the cluster has room
  record Wish(
      AssignedPolicy policy,
      boolean enforced,
      PlannedConfiguration planned,
      @Nullable ConfigurationState there,
      long room) {
    boolean hasSecrets() {
      return !planned.secrets().isEmpty();
    }
  }

  /// What would be done, and why.
  private record Decision(
      Action action,
      List<PropertyChange> changes,
      @Nullable Reason reason,
      @Nullable String message) {
    static Decision of(Action action, @Nullable String message) {
      return new Decision(action, List.of(), null, message);
    }

    static Decision refused(Result.Refused refused) {
      return new Decision(Action.Refuse, List.of(), refused.reason(), refused.message());
    }
  }

  /// What would become of it.
  ///
  /// @param others what all policies together want; empty when no other one has a say
  /// @param detailed whether each property that would change is told
  ConfigurationPreview preview(Wish wish, Optional<Contention> others, boolean detailed) {
    List<PolicyId> opponents = others.map(all -> all.opponents(wish.planned())).orElse(List.of());
    ManagedBy manager = wish.there() == null ? null : wish.there().managedBy();
    Decision decision = decide(wish, opponents, others, detailed);
    return new ConfigurationPreview(
        wish.planned().configuration(),
        wish.policy().reference(),
        wish.enforced(),
        decision.action(),
        decision.changes(),
        wish.planned().secrets().stream().map(SecretPlace::pointer).toList(),
        opponents,
        manager == null ? null : manager.assignment(),
        decision.reason(),
        decision.message());
  }

  private Decision decide(
      Wish wish, List<PolicyId> opponents, Optional<Contention> others, boolean detailed) {
    if (!opponents.isEmpty()) {
      return Decision.of(Action.Conflict, null);
    }
    Optional<AssignedPolicy> other =
        others
            .flatMap(all -> all.writer(wish.planned()))
            .filter(writer -> !writer.equals(wish.policy()));
    if (other.isPresent()) {
      return Decision.of(Action.Keep, alike(other.get()));
    }
    if (isAsDeployed(wish)) {
      return withoutSecrets(wish, Decision.of(Action.Keep, null), "It is there");
    }
    return switch (trial.of(
        wish.planned().configuration(), wish.planned().properties(), wish.planned().secrets())) {
      case Result.Refused refused -> Decision.refused(refused);
      case Result.Writable(ObjectNode wanted, _) ->
          withoutSecrets(wish, write(wish, wanted, detailed), "It would be written");
    };
  }

  private String alike(AssignedPolicy writer) {
    return writer.assignment().equals(draft.id())
        ? "The definition with the reference '%s' wants the same, and sees to it."
            .formatted(writer.reference())
        : "Another assignment wants the same, and sees to it: %s.".formatted(writer.assignment());
  }

  /// Whether the draft's own assignment wrote the very same, and nobody anything after that.
  private boolean isAsDeployed(Wish wish) {
    ConfigurationState there = wish.there();
    ManagedBy manager = there == null ? null : there.managedBy();
    return there != null
        && manager != null
        && there.lifecycle() == Lifecycle.Active
        && manager.assignmentUid().equals(draft.uid())
        && manager.reference().equalsIgnoreCase(wish.policy().reference())
        && manager.digest().equals(wish.planned().digest())
        && manager.generation() == there.generation();
  }

  private Decision write(Wish wish, ObjectNode wanted, boolean detailed) {
    ConfigurationState there = wish.there();
    if (there == null) {
      return wish.room() > 0
          ? Decision.of(Action.Create, null)
          : Decision.refused(DeploymentTrial.NO_ROOM);
    }
    return there.lifecycle() == Lifecycle.Deleting
        ? Decision.of(Action.Create, "It is being deleted, and would be written after that.")
        : replace(wish, there, wanted, detailed);
  }

  private Decision replace(
      Wish wish, ConfigurationState there, ObjectNode wanted, boolean detailed) {
    JsonNode now = there.properties();
    List<PropertyChange> changes =
        now.equals(wanted) ? List.of() : PropertyChange.between(PROPERTIES, now, wanted);
    if (changes.isEmpty()) {
      return wish.hasSecrets()
          ? Decision.of(Action.Change, "Its secrets would be written anew.")
          : Decision.of(Action.Keep, "It would become the policy's as it is.");
    }
    Optional<String> problem =
        now instanceof ObjectNode stored
            ? trial.changeProblem(wish.planned().configuration(), stored, wanted)
            : Optional.empty();
    return new Decision(
        problem.isPresent() ? Action.Refuse : Action.Change,
        detailed ? changes : List.of(),
        problem.isPresent() ? Reason.DeploymentFailed : null,
        problem.orElse(null));
  }

  /// What is written is written without its secrets while they cannot get there.
  ///
  /// @param how the beginning of the sentence that says so
  private Decision withoutSecrets(Wish wish, Decision decision, String how) {
    return wish.hasSecrets() && decision.reason() == null
        ? rules
            .handover()
            .obstacle()
            .map(
                why ->
                    new Decision(
                        decision.action(),
                        decision.changes(),
                        Reason.SecretUnavailable,
                        "%s without its protected settings: %s.".formatted(how, why)))
            .orElse(decision)
        : decision;
  }
}
