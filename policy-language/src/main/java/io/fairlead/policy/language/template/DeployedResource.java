package io.fairlead.policy.language.template;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.contract.id.ResourceId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// A resource that a deployment writes.
///
/// @param id its full id, type and name included
/// @param properties the evaluated properties, secrets left out
/// @param secrets where in the properties which secret belongs, in the order of the template
public record DeployedResource(
    ResourceId id, JsonNode properties, Map<JsonPointer, SecretReference> secrets) {
  public DeployedResource {
    secrets = Collections.unmodifiableMap(new LinkedHashMap<>(secrets));
  }

  /// The type as the template writes it, such as
  /// `Microsoft.KubernetesConfiguration/fluxConfigurations`.
  public String type() {
    return id.type();
  }

  public String name() {
    return id.name();
  }
}
