package io.fairlead.store.quarkus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.store.DeploymentCheck;
import io.fairlead.store.secret.Secret;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;

/// An application without rules.
@Singleton
class AnyDeployment implements DeploymentCheck {
  @Override
  public Outcome check(ResourceId configuration, JsonNode properties, Map<String, Secret> secrets) {
    return new Outcome.Accepted(properties.deepCopy());
  }

  @Override
  public Optional<String> changeProblem(
      ResourceId configuration, ObjectNode stored, ObjectNode accepted) {
    return Optional.empty();
  }
}
