package io.fairlead.agent.cluster;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A Deployment of one of Flux's controllers.
///
/// @param name the controller's, such as `kustomize-controller`; a shard has more after that
/// @param deployment `NAMESPACE/NAME`
/// @param version of Flux as a whole where the Deployment says so, else of the controller as its
///     image is tagged; without a `v`
/// @param available whether a replica of it is
record FluxController(String name, String deployment, Optional<String> version, boolean available) {
  private static final String COMPONENT = "app.kubernetes.io/component";
  private static final String VERSION = "app.kubernetes.io/version";

  /// What is needed of a Deployment.
  static final Reduction REDUCTION =
      new Reduction(Set.of(COMPONENT, VERSION), Set.of("template"), Set.of("availableReplicas"));

  static FluxController of(GenericKubernetesResource deployment) {
    String name = deployment.getMetadata().getName();
    Map<String, String> labels = deployment.getMetadata().getLabels();
    Integer available = deployment.get("status", "availableReplicas");
    return new FluxController(
        labels.getOrDefault(COMPONENT, name),
        deployment.getMetadata().getNamespace() + "/" + name,
        Optional.ofNullable(labels.get(VERSION))
            .or(() -> tag(deployment))
            .map(version -> version.startsWith("v") ? version.substring(1) : version),
        available != null && available > 0);
  }

  private static Optional<String> tag(GenericKubernetesResource deployment) {
    String image = deployment.get("spec", "template", "spec", "containers", 0, "image");
    if (image == null) {
      return Optional.empty();
    }
    String tagged = image.split("@", 2)[0];
    int colon = tagged.lastIndexOf(':');
    return colon > tagged.lastIndexOf('/')
        ? Optional.of(tagged.substring(colon + 1))
        : Optional.empty();
  }

  /// Whether it is that controller, or a shard of it.
  boolean plays(String controller) {
    return name.equals(controller) || name.startsWith(controller + "-");
  }
}
