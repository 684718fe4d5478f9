package io.fairlead.agent.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.agent.object.ManagedKind;
import io.fairlead.agent.object.ObjectRef;
import io.fairlead.agent.object.ObservedObject;
import io.fairlead.contract.json.Json;
import java.nio.charset.StandardCharsets;

/// Objects as a cluster shows them, in the namespace `apps`.
final class Seen {
  static final String NAMESPACE = "apps";
  static final String REVISION = "main@sha1:0ba6f0d3";
  static final String NOON = "2026-11-25T12:00:00Z";

  private Seen() {}

  /// JSON with `'` for `"`.
  static JsonNode json(String text) {
    return Json.readTree(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  static ObjectRef ref(ManagedKind kind, String name) {
    return new ObjectRef(kind, NAMESPACE, name);
  }

  /// An object of generation 2.
  ///
  /// @param rest `spec` and `status`
  static ObservedObject object(ManagedKind kind, String name, String rest) {
    return new ObservedObject(ref(kind, name), body(kind.name(), name, rest), false);
  }

  static ObjectNode body(String kind, String name, String rest) {
    ObjectNode body = (ObjectNode) json(rest);
    body.put("kind", kind);
    body.putObject("metadata").put("name", name).put("namespace", NAMESPACE).put("generation", 2);
    return body;
  }

  static ObservedObject deleting(ObservedObject object) {
    ObjectNode body = object.body().deepCopy();
    ((ObjectNode) body.path("metadata")).put("deletionTimestamp", NOON);
    return new ObservedObject(object.ref(), body, object.foreign());
  }

  /// A source that has fetched a revision.
  static ObservedObject readySource(String name) {
    return object(
        ManagedKind.GitRepository,
        name,
        """
        {'status':{'observedGeneration':2,
          'artifact':{'revision':'%s','lastUpdateTime':'%s'},
          'conditions':[%s]}}
        """
            .formatted(
                REVISION, NOON, condition("Ready", "True", "Succeeded", "stored artifact", 2)));
  }

  /// A source that cannot be fetched, which its controller tries again and again.
  static ObservedObject failingSource(String name, String message) {
    return object(
        ManagedKind.GitRepository,
        name,
        "{'status':{'observedGeneration':1,'conditions':[%s,%s,%s]}}"
            .formatted(
                condition("Reconciling", "True", "ProgressingWithRetry", "building artifact", 2),
                condition("Ready", "False", "GitOperationFailed", message, 2),
                condition("FetchFailed", "True", "GitOperationFailed", message, 2)));
  }

  static ObservedObject readyKustomization(String name) {
    return kustomization(
        name, condition("Ready", "True", "ReconciliationSucceeded", "Applied revision", 2));
  }

  static ObservedObject kustomization(String name, String... conditions) {
    return object(
        ManagedKind.Kustomization,
        name,
        "{'status':{'observedGeneration':2,'lastAppliedRevision':'%s','conditions':[%s]}}"
            .formatted(REVISION, String.join(",", conditions)));
  }

  /// @param generation the one that the condition says it is about
  static String condition(
      String type, String status, String reason, String message, int generation) {
    return """
        {'type':'%s','status':'%s','reason':'%s','message':'%s',
          'lastTransitionTime':'%s','observedGeneration':%d}
        """
        .formatted(type, status, reason, message, NOON, generation);
  }
}
