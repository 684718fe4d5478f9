package io.fairlead.api.resource;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/// Who created and last changed a resource, and when.
///
/// @param createdBy name of the identity
/// @param createdByType `User`, `Application`, `ManagedIdentity` or `Key`
/// @param createdAt by the hub's clock
/// @param lastModifiedBy name of the identity
/// @param lastModifiedByType as `createdByType`
/// @param lastModifiedAt by the hub's clock
public record SystemData(
    String createdBy,
    String createdByType,
    Instant createdAt,
    String lastModifiedBy,
    String lastModifiedByType,
    Instant lastModifiedAt) {

  ObjectNode toJson() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("createdBy", createdBy)
        .put("createdByType", createdByType)
        .put("createdAt", createdAt.toString())
        .put("lastModifiedBy", lastModifiedBy)
        .put("lastModifiedByType", lastModifiedByType)
        .put("lastModifiedAt", lastModifiedAt.toString());
  }
}
