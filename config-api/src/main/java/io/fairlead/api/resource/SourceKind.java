package io.fairlead.api.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The kinds of source of a flux configuration. The names are those of the API.
enum SourceKind {
  GitRepository,
  Bucket,
  AzureBlob,
  OCIRepository;

  /// The kind that a configuration's properties name, if they name one.
  static Optional<SourceKind> of(ObjectNode properties) {
    var kind = properties.path("sourceKind").asText();
    return Stream.of(values()).filter(known -> known.name().equals(kind)).findFirst();
  }

  /// The property that describes the source.
  String block() {
    return switch (this) {
      case GitRepository -> "gitRepository";
      case Bucket -> "bucket";
      case AzureBlob -> "azureBlob";
      case OCIRepository -> "ociRepository";
    };
  }

  /// The protected settings that go with it.
  List<String> settings() {
    return switch (this) {
      case GitRepository -> List.of("sshPrivateKey", "httpsKey");
      case Bucket -> List.of("bucketSecretKey");
      case AzureBlob, OCIRepository -> List.of();
    };
  }
}
