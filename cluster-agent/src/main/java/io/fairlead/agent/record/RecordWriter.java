package io.fairlead.agent.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fairlead.contract.id.ResourceId;
import java.net.HttpURLConnection;
import java.util.Optional;

/// Writes one record at a time, whatever is there in its place. Idempotent. Throws what the API
/// throws.
final class RecordWriter {
  private final KubernetesClient client;
  private final String namespace;

  /// @param namespace where all records are
  RecordWriter(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  /// Makes the record say this, and stay: in the place of one that is leaving comes another one, as
  /// what is written to the former would go with it.
  void put(String name, RecordSpec spec) {
    try {
      ConfigRecord there = patch(name, spec);
      if (!there.isMarkedForDeletion()) {
        return;
      }
      // Its objects go over to the next one, or are cleaned up by it.
      RecordFinalizer.takeOff(client, there);
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
        throw e;
      }
    }
    create(name, spec);
  }

  private void create(String name, RecordSpec spec) {
    ConfigRecord record =
        switch (kind(spec)) {
          case FLUX -> new FluxConfig();
          case GIT -> new GitConfig();
        };
    record.setMetadata(
        new ObjectMetaBuilder()
            .withName(name)
            .withNamespace(namespace)
            .withFinalizers(RecordFinalizer.NAME)
            .build());
    record.setSpec(spec);
    var _ = client.resource(record).create();
  }

  /// Marks the record as removed, so that its objects are cleaned up, and deletes it; it is gone
  /// when that is done.
  void remove(String name, RecordSpec spec) {
    try {
      var _ = patch(name, spec.removed());
      var _ = record(kind(spec), name).delete();
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
        throw e;
      }
      // It is gone already.
    }
  }

  private ConfigRecord patch(String name, RecordSpec spec) {
    ArrayNode patch = JsonNodeFactory.instance.arrayNode();
    patch
        .addObject()
        .put("op", "add")
        .put("path", "/spec")
        .set("value", client.getKubernetesSerialization().convertValue(spec, JsonNode.class));
    return record(kind(spec), name).patch(PatchContext.of(PatchType.JSON), patch.toString());
  }

  /// Notes which status the hub has.
  void acknowledge(RecordKind kind, String name, String fingerprint) {
    var patch = JsonNodeFactory.instance.objectNode();
    patch.putObject("status").put("acknowledged", fingerprint);
    var _ =
        record(kind, name)
            .subresource("status")
            .patch(PatchContext.of(PatchType.JSON_MERGE), patch.toString());
  }

  /// What the record of that name says; empty where there is none that the agent wrote.
  Optional<RecordSpec> read(RecordKind kind, String name) {
    return Optional.<ConfigRecord>ofNullable(record(kind, name).get())
        .filter(RecordStore::isOurs)
        .map(ConfigRecord::getSpec);
  }

  /// Whether the record says this already, and stays.
  boolean says(String name, RecordSpec spec) {
    ConfigRecord there = record(kind(spec), name).get();
    return there != null
        && !there.isMarkedForDeletion()
        && RecordStore.isOurs(there)
        && there.getSpec().checksum().equals(spec.checksum());
  }

  private Resource<? extends ConfigRecord> record(RecordKind kind, String name) {
    return client.resources(kind.type()).inNamespace(namespace).withName(name);
  }

  private static RecordKind kind(RecordSpec spec) {
    return RecordKind.of(ResourceId.parse(spec.resourceId()));
  }
}
