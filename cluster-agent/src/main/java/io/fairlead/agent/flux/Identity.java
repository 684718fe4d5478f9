package io.fairlead.agent.flux;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.agent.object.DesiredObject;
import io.fairlead.agent.object.ManagedKind;
import io.fairlead.agent.object.ObjectRef;
import java.util.List;

/// The service account in whose name Flux applies what a configuration brings, and what it may do.
final class Identity {
  private static final String ADMIN = "cluster-admin";

  private Identity() {}

  /// The account and its binding. The role is the same in both scopes: bound in a namespace, it
  /// holds there only.
  static List<DesiredObject> objects(Names names, Scope scope) {
    ObjectRef account = names.serviceAccount();
    // Flux impersonates the account; no pod has to have its token.
    ObjectNode body =
        JsonNodeFactory.instance.objectNode().put("automountServiceAccountToken", false);
    ObjectRef binding =
        switch (scope) {
          case CLUSTER -> names.clusterRoleBinding();
          case NAMESPACE -> names.roleBinding();
        };
    return List.of(
        new DesiredObject(account, body), new DesiredObject(binding, binding(names, account)));
  }

  private static ObjectNode binding(Names names, ObjectRef account) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putObject("roleRef")
        .put("apiGroup", ManagedKind.ClusterRole.group())
        .put("kind", ManagedKind.ClusterRole.name())
        .put("name", ADMIN);
    body.putArray("subjects")
        .addObject()
        .put("kind", account.kind().name())
        .put("name", account.name())
        .put("namespace", names.namespace());
    return body;
  }
}
