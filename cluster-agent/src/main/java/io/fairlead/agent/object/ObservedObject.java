package io.fairlead.agent.object;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/// An object as it was last seen in the cluster.
///
/// @param body all of it but `metadata.managedFields`. Not to be modified
/// @param foreign whether somebody else than the agent set fields of it that are the agent's
///     affair
public record ObservedObject(ObjectRef ref, JsonNode body, boolean foreign) {
  /// Its `metadata.uid`.
  public String uid() {
    return body.at("/metadata/uid").asText();
  }

  /// Its `metadata.resourceVersion`.
  public String resourceVersion() {
    return body.at("/metadata/resourceVersion").asText();
  }

  /// Its `metadata.generation`; 0 for kinds that have none.
  public long generation() {
    return body.at("/metadata/generation").asLong();
  }

  /// Whether it is being deleted and waits for its finalizers.
  public boolean isDeleting() {
    return body.at("/metadata/deletionTimestamp").isTextual();
  }

  /// The value of a label; empty when it has none of that name.
  public String label(String name) {
    return body.path("metadata").path("labels").path(name).asText("");
  }

  /// Which labels make it a configuration's own.
  public boolean belongsTo(Map<String, String> labels) {
    return labels.entrySet().stream()
        .allMatch(label -> label(label.getKey()).equals(label.getValue()));
  }
}
