package io.fairlead.api.handler;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.preview.ConfigurationPreview;
import io.fairlead.api.preview.ConfigurationPreview.Action;
import io.fairlead.api.preview.PreviewTotals;
import io.fairlead.api.preview.PropertyChange;
import io.fairlead.api.preview.Standing;
import io.fairlead.policy.evaluation.Assessment;
import io.fairlead.policy.evaluation.Assessment.Audited;
import io.fairlead.policy.evaluation.Assessment.Deploys;
import io.fairlead.policy.evaluation.Assessment.Exempt;
import io.fairlead.policy.evaluation.Assessment.NotEvaluated;
import io.fairlead.policy.evaluation.Assessment.Outside;
import io.fairlead.store.Connectivity;
import io.fairlead.store.FleetView.FleetCluster;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A preview as it is shown.
final class PreviewView {
  private PreviewView() {}

  /// What is shown of a cluster besides what becomes of it.
  static ObjectNode cluster(FleetCluster cluster, Standing standing) {
    ObjectNode node =
        object()
            .put("resourceId", cluster.state().id().toString())
            .put("resourceLocation", cluster.state().location())
            .put("connectivityStatus", cluster.connectivity().name())
            .put("offline", cluster.connectivity() == Connectivity.State.Offline)
            .put("lastConnectivityTime", time(cluster.lastHeartbeatAt()));
    return switch (standing) {
      case Standing.In() -> node.put("applicability", "In");
      case Standing.Exempt(var exemption) ->
          node.put("applicability", "Exempt").put("policyExemptionId", exemption.toString());
      case Standing.Out(Outside.Reason reason) ->
          node.put("applicability", "Out")
              .put("reason", reason.name())
              .put("message", message(reason));
    };
  }

  /// How much of a cluster is not shown.
  static ObjectNode leftOut(long policies, long configurations, long changes) {
    return object()
        .put("policies", policies)
        .put("configurations", configurations)
        .put("changes", changes);
  }

  private static String message(Outside.Reason reason) {
    return switch (reason) {
      case Scope -> "The assignment's scope does not contain it.";
      case Excluded -> "One of the assignment's notScopes contains it.";
      case NotSelected -> "None of the assignment's resourceSelectors selects it.";
      case Disabled -> "The effect is 'disabled'.";
      case Mode -> "The definition's mode is 'Indexed': it is about clusters only.";
      case Rule -> "The rule's 'if' does not match it.";
    };
  }

  static ObjectNode policy(Assessment assessment) {
    ObjectNode node =
        object()
            .put("resourceId", assessment.resource().toString())
            .put("policyDefinitionId", assessment.policy().definition().toString())
            .put("policyDefinitionReferenceId", assessment.policy().reference());
    switch (assessment.outcome()) {
      case Outside outside ->
          node.put("applicability", "Out")
              .put("reason", outside.reason().name())
              .put("message", message(outside.reason()));
      case Exempt exempt ->
          node.put("applicability", "Exempt")
              .put("effect", exempt.effect())
              .put("policyExemptionId", exempt.exemption().toString());
      case Audited audited ->
          node.put("applicability", "In")
              .put("effect", audited.effect())
              .put("complianceState", audited.satisfied() ? "Compliant" : "NonCompliant");
      case Deploys deploys ->
          node.put("applicability", "In")
              .put("effect", "deployIfNotExists")
              .put("enforced", deploys.enforced());
      case NotEvaluated failed ->
          node.put("applicability", "In")
              .put("effect", failed.effect())
              .put("complianceState", "Unknown")
              .put("message", failed.message());
    }
    return node;
  }

  static ObjectNode configuration(ConfigurationPreview preview) {
    ObjectNode node =
        object()
            .put("resourceId", preview.configuration().toString())
            .put("policyDefinitionReferenceId", preview.reference())
            .put("action", preview.action().name())
            .put("enforced", preview.enforced());
    ArrayNode changes = node.putArray("changes");
    preview.changes().forEach(change -> changes.add(change(change)));
    ArrayNode secrets = node.putArray("secrets");
    preview.secrets().forEach(secrets::add);
    ArrayNode rivals = node.putArray("conflictsWith");
    preview.conflictsWith().forEach(id -> rivals.add(id.toString()));
    var manager = preview.managedBy();
    node.put("managedBy", manager == null ? null : manager.toString());
    var reason = preview.reason();
    node.put("reason", reason == null ? null : reason.name());
    node.put("message", preview.message());
    return node;
  }

  private static ObjectNode change(PropertyChange change) {
    ObjectNode node = object().put("path", change.path().text());
    node.set("from", change.from());
    node.set("to", change.to());
    return node;
  }

  static ObjectNode totals(PreviewTotals totals) {
    ObjectNode node =
        object()
            .put("clusters", totals.clusters())
            .put("in", totals.in())
            .put("out", totals.clusters() - totals.in() - totals.exempt())
            .put("exempt", totals.exempt())
            .put("offline", totals.offline())
            .put("neverConnected", totals.neverConnected());
    ObjectNode outside = node.putObject("outByReason");
    for (Outside.Reason reason : Outside.Reason.values()) {
      Long count = totals.outside().get(reason);
      if (count != null) {
        outside.put(reason.name(), count);
      }
    }
    ObjectNode configurations = node.putObject("configurations");
    for (Action action : Action.values()) {
      configurations.put(action.name().toLowerCase(Locale.ROOT), totals.actions(action));
    }
    configurations.put("notEnforced", totals.notEnforced());
    node.putObject("audited")
        .put("compliant", totals.compliant())
        .put("nonCompliant", totals.nonCompliant());
    return node.put("notEvaluated", totals.notEvaluated());
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static @Nullable String time(@Nullable Instant instant) {
    return instant == null ? null : instant.toString();
  }
}
