package io.fairlead.api.resource;

import static io.fairlead.api.resource.Formats.FLAG;
import static io.fairlead.api.resource.Formats.INTERVAL;
import static io.fairlead.api.resource.Formats.TIMEOUT;

import io.fairlead.api.schema.ArraySchema;
import io.fairlead.api.schema.MapSchema;
import io.fairlead.api.schema.ObjectSchema;
import io.fairlead.api.schema.Property;
import io.fairlead.api.schema.StringSchema;

/// The kustomizations of a flux configuration, by name.
final class FluxKustomizations {
  /// Most kustomizations of one configuration.
  static final int MOST = 500;

  private static final int DEFAULT_SECONDS = 600;

  private static final StringSchema NAME = StringSchema.of(1, 62).as(Formats.DNS_LABEL);

  private static final ObjectSchema POST_BUILD =
      ObjectSchema.of(
          "PostBuildDefinition",
          Property.of(
              "substitute",
              MapSchema.of(
                  StringSchema.of(1, 253).as(Formats.VARIABLE), StringSchema.of(0, 65_536), 500)),
          Property.of(
              "substituteFrom",
              ArraySchema.of(
                  ObjectSchema.of(
                      "SubstituteFromDefinition",
                      Property.of("kind", StringSchema.oneOf("ConfigMap", "Secret")).mandatory(),
                      Property.of("name", StringSchema.of(1, 253).as(Formats.DNS_SUBDOMAIN))
                          .mandatory(),
                      Property.of("optional", FLAG).or(false)),
                  100)));

  private static final ObjectSchema KUSTOMIZATION =
      ObjectSchema.of(
          "KustomizationDefinition",
          Property.readOnly("name", NAME).says("The entry's key."),
          Property.of("path", StringSchema.of(0, 1_024).as(Formats.ONE_LINE))
              .or("")
              .says("Directory in the source; empty for its root."),
          Property.of("dependsOn", ArraySchema.of(NAME, MOST))
              .says("Keys of kustomizations of this configuration that must be ready first."),
          Property.of("timeoutInSeconds", TIMEOUT).or(DEFAULT_SECONDS),
          Property.of("syncIntervalInSeconds", INTERVAL).or(DEFAULT_SECONDS),
          Property.of("retryIntervalInSeconds", INTERVAL)
              .says(
                  "Time before a failed reconciliation is tried again; the sync interval when left out."),
          Property.of("prune", FLAG)
              .or(false)
              .says("Whether objects are deleted when they leave the source."),
          Property.of("force", FLAG)
              .or(false)
              .says("Whether an object is created anew when a field that cannot change would."),
          Property.of("wait", FLAG).or(true).says("Whether to wait until all objects are healthy."),
          Property.of("postBuild", POST_BUILD),
          FluxSources.ADDITIONAL);

  static final MapSchema MAP =
      MapSchema.of(NAME, KUSTOMIZATION, MOST)
          .where(new FluxRules.NameInCluster(), new FluxRules.Dependencies());

  private FluxKustomizations() {}
}
