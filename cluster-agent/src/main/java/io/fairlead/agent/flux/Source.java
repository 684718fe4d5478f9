package io.fairlead.agent.flux;

import io.fairlead.agent.object.Inputs;
import io.fairlead.agent.object.InvalidConfigurationException;

/// Where a configuration's manifests come from.
sealed interface Source permits GitSource, BucketSource, AzureBlobSource, OciSource {
  /// The name of its property, and where messages say it is.
  Block block();

  /// The source object with its secrets.
  ///
  /// @throws InvalidConfigurationException when it cannot work
  SourceObjects objects(Names names, Inputs inputs, boolean suspend);

  /// The source that the properties name.
  ///
  /// @throws InvalidConfigurationException when the kind is unknown or its part is missing
  static Source of(Block properties) {
    String kind = properties.text("sourceKind", "GitRepository");
    return switch (kind) {
      case "GitRepository" -> new GitSource(part(properties, kind, "gitRepository"));
      case "Bucket" -> new BucketSource(part(properties, kind, "bucket"));
      case "AzureBlob" -> new AzureBlobSource(part(properties, kind, "azureBlob"));
      case "OCIRepository" -> new OciSource(part(properties, kind, "ociRepository"));
      default ->
          throw new InvalidConfigurationException(
              "'sourceKind' must be GitRepository, Bucket, AzureBlob or OCIRepository, not %s."
                  .formatted(kind));
    };
  }

  private static Block part(Block properties, String kind, String name) {
    if (!properties.has(name)) {
      throw new InvalidConfigurationException(
          "'sourceKind' is %s, which needs '%s'.".formatted(kind, name));
    }
    return properties.block(name);
  }
}
