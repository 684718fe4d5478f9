package io.fairlead.agent.control;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fairlead.agent.cluster.Labels;
import io.fairlead.agent.object.ManagedKind;
import io.fairlead.agent.record.FluxConfig;
import io.fairlead.agent.record.GitConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What is in a cluster, asked there each time.
///
/// @param flux the version of Flux's kinds in which it is asked
record Seen(KubernetesClient client, String flux) {
  /// As present Flux has it.
  Seen(KubernetesClient client) {
    this(client, "v1");
  }

  Resource<GenericKubernetesResource> object(ManagedKind kind, String namespace, String name) {
    return client
        .genericKubernetesResources(apiVersion(kind), kind.name())
        .inNamespace(namespace)
        .withName(name);
  }

  private String apiVersion(ManagedKind kind) {
    return kind.apiVersion(kind.isOfFlux() ? flux : kind.versions().getFirst());
  }

  boolean exists(ManagedKind kind, String namespace, String name) {
    return object(kind, namespace, name).get() != null;
  }

  /// The whole of an object.
  JsonNode body(ManagedKind kind, String namespace, String name) {
    return client
        .getKubernetesSerialization()
        .convertValue(object(kind, namespace, name).require(), JsonNode.class);
  }

  /// Its `spec`.
  JsonNode spec(ManagedKind kind, String namespace, String name) {
    return body(kind, namespace, name).path("spec");
  }

  /// All objects of a record.
  List<GenericKubernetesResource> ofRecord(String record) {
    List<GenericKubernetesResource> all = new ArrayList<>();
    for (ManagedKind kind : ManagedKind.values()) {
      all.addAll(
          client
              .genericKubernetesResources(apiVersion(kind), kind.name())
              .inAnyNamespace()
              .withLabel(Labels.CONFIGURATION, record)
              .list()
              .getItems());
    }
    return all;
  }

  /// The resource version of each object of a record.
  Map<String, String> versions(String record) {
    Map<String, String> versions = new TreeMap<>();
    ofRecord(record)
        .forEach(
            object ->
                versions.put(
                    object.getKind() + " " + object.getMetadata().getName(),
                    object.getMetadata().getResourceVersion()));
    return versions;
  }

  /// The names of all records.
  List<String> records(String namespace) {
    List<String> names = new ArrayList<>();
    client
        .resources(FluxConfig.class)
        .inNamespace(namespace)
        .list()
        .getItems()
        .forEach(record -> names.add(record.record()));
    client
        .resources(GitConfig.class)
        .inNamespace(namespace)
        .list()
        .getItems()
        .forEach(record -> names.add(record.record()));
    return names;
  }
}
