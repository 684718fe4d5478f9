package io.fairlead.agent.operator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.agent.object.DesiredObject;
import io.fairlead.agent.object.ManagedKind;
import io.fairlead.agent.object.ObjectRef;
import java.util.List;

/// The rights of operators.
///
/// An operator applies whatever is in the repository, so it may do everything in its scope: it is
/// bound to the role cluster-admin, in the whole cluster or in its namespace only. The names differ
/// by scope, because the role of a binding cannot be changed.
final class Rbac {
  private static final String GROUP = ManagedKind.ClusterRole.group();
  private static final String EVERYTHING = "cluster-admin";

  private final OperatorSpec spec;

  Rbac(OperatorSpec spec) {
    this.spec = spec;
  }

  /// The service account of fluxd and what it may do.
  ///
  /// From its namespace fluxd also watches the definitions of custom resources: without them it
  /// takes objects of a kind defined after its start for errors.
  List<DesiredObject> forFluxd() {
    var account = spec.instance();
    return switch (spec.scope()) {
      case CLUSTER -> List.of(account(account), clusterBinding(clusterName(), EVERYTHING, account));
      case NAMESPACE ->
          List.of(
              account(account),
              namespaceBinding(account),
              readingDefinitions(clusterName() + "-definitions"),
              clusterBinding(
                  clusterName() + "-definitions", clusterName() + "-definitions", account));
    };
  }

  /// The service account of the Helm operator and what it may do.
  List<DesiredObject> forHelmOperator() {
    var account = spec.helmOperatorName();
    return switch (spec.scope()) {
      case CLUSTER ->
          List.of(
              account(account),
              clusterBinding(clusterName() + "-helm-operator", EVERYTHING, account));
      case NAMESPACE -> List.of(account(account), namespaceBinding(account));
    };
  }

  private String clusterName() {
    return "fairlead-" + spec.record();
  }

  private DesiredObject account(String name) {
    var body = JsonNodeFactory.instance.objectNode();
    return new DesiredObject(spec.ref(ManagedKind.ServiceAccount, name), body);
  }

  private DesiredObject namespaceBinding(String account) {
    return new DesiredObject(
        spec.ref(ManagedKind.RoleBinding, account), binding(EVERYTHING, account));
  }

  private DesiredObject clusterBinding(String name, String role, String account) {
    return new DesiredObject(
        new ObjectRef(ManagedKind.ClusterRoleBinding, null, name), binding(role, account));
  }

  private ObjectNode binding(String role, String account) {
    var body = JsonNodeFactory.instance.objectNode();
    body.putObject("roleRef").put("apiGroup", GROUP).put("kind", "ClusterRole").put("name", role);
    body.putArray("subjects")
        .addObject()
        .put("kind", "ServiceAccount")
        .put("name", account)
        .put("namespace", spec.namespace());
    return body;
  }

  private static DesiredObject readingDefinitions(String name) {
    var body = JsonNodeFactory.instance.objectNode();
    var rule = body.putArray("rules").addObject();
    rule.putArray("apiGroups").add("apiextensions.k8s.io");
    rule.putArray("resources").add("customresourcedefinitions");
    rule.putArray("verbs").add("list").add("watch");
    return new DesiredObject(new ObjectRef(ManagedKind.ClusterRole, null, name), body);
  }
}
