package io.fairlead.agent.cluster;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fairlead.agent.object.ManagedKind;

/// Objects of Flux's kinds as tests of the support need them.
final class FluxObjects {
  private FluxObjects() {}

  /// An object with that spec.
  ///
  /// @param spec YAML in flow style
  static GenericKubernetesResource object(
      ManagedKind kind, String version, String namespace, String name, String spec) {
    String text =
        """
        apiVersion: %s
        kind: %s
        metadata: {name: %s, namespace: %s, labels: {made-by: test}}
        spec: %s
        """
            .formatted(kind.apiVersion(version), kind, name, namespace, spec);
    return Serialization.unmarshal(text, GenericKubernetesResource.class);
  }

  static GenericKubernetesResource repository(String namespace, String name) {
    return object(
        ManagedKind.GitRepository,
        "v1",
        namespace,
        name,
        "{url: 'https://example.org/fleet', interval: 10m0s, ref: {branch: main}}");
  }

  static GenericKubernetesResource kustomization(
      String namespace, String name, String source, String dependsOn) {
    return object(
        ManagedKind.Kustomization,
        "v1",
        namespace,
        name,
        "{interval: 10m0s, prune: true, path: ./apps, dependsOn: %s, sourceRef: {kind: GitRepository, name: %s}}"
            .formatted(dependsOn, source));
  }
}
