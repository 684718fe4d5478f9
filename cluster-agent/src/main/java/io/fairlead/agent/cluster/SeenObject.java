package io.fairlead.agent.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fairlead.agent.object.ManagedKind;
import io.fairlead.agent.object.ObjectRef;
import io.fairlead.agent.object.ObservedObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An object as the cluster told of it, without the book of who set what: that is read once and can
/// be longer than the object. Kept as JSON: as maps, it would take several times the memory.
/// Immutable.
final class SeenObject {
  /// Of what a cluster stores nothing is too large or too deep to be read again.
  private static final JsonMapper TREES = new JsonMapper();

  private final ObjectRef ref;
  private final String record;
  private final @Nullable String resourceVersion;
  private final ManagedFields foreign;
  private final Authorship authorship;
  private final byte[] json;

  private SeenObject(ManagedKind kind, GenericKubernetesResource object) {
    ObjectMeta metadata = object.getMetadata();
    Map<String, String> labels = metadata.getLabels();
    ref =
        new ObjectRef(
            kind, kind.isNamespaced() ? metadata.getNamespace() : null, metadata.getName());
    record = labels == null ? "" : labels.getOrDefault(Labels.CONFIGURATION, "");
    resourceVersion = metadata.getResourceVersion();
    foreign = ManagedFields.ofOthers(object);
    authorship = Authorship.of(object);
    metadata.setManagedFields(List.of());
    json = json(object);
  }

  /// Reads an object, and takes its book away.
  static SeenObject of(ManagedKind kind, GenericKubernetesResource object) {
    return new SeenObject(kind, object);
  }

  private static byte[] json(GenericKubernetesResource object) {
    try {
      return TREES.writeValueAsBytes(object);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  ObjectRef ref() {
    return ref;
  }

  /// The record whose label it has; empty when it has none.
  String record() {
    return record;
  }

  @Nullable String resourceVersion() {
    return resourceVersion;
  }

  /// What others set of it.
  ManagedFields foreign() {
    return foreign;
  }

  /// What of it is the agent's work.
  Authorship authorship() {
    return authorship;
  }

  /// All of it.
  ObservedObject observed() {
    try {
      JsonNode body = TREES.readTree(json);
      return new ObservedObject(ref, body, !foreign.tree().isEmpty());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
