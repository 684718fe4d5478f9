package io.fairlead.policy.evaluation.planning;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.policy.Deployment.Action.Write;
import io.fairlead.contract.policy.Deployment.SecretPlace;
import io.fairlead.contract.policy.OnUnassign;
import java.util.List;

/// A configuration as a policy wants it.
///
/// @param configuration the configuration, one of the cluster that was evaluated
/// @param digest as [Write#digest()]
/// @param onUnassign what becomes of it where the policy no longer applies
/// @param properties as the policy gives them, without nulls; secrets are left out
/// @param secrets which secret belongs where, in the order of pointers
public record PlannedConfiguration(
    ResourceId configuration,
    String digest,
    OnUnassign onUnassign,
    JsonNode properties,
    List<SecretPlace> secrets) {
  public PlannedConfiguration {
    secrets = List.copyOf(secrets);
  }

  /// What has to be done to make it so.
  public Write write() {
    return new Write(digest, onUnassign, properties, secrets);
  }
}
