package io.fairlead.policy.evaluation.planning;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.policy.Deployment.SecretPlace;
import io.fairlead.contract.policy.OnUnassign;
import io.fairlead.policy.language.BoundPolicy;
import io.fairlead.policy.language.problem.EvaluationException;
import io.fairlead.policy.language.resource.EvaluationContext;
import io.fairlead.policy.language.resource.ResourceView;
import io.fairlead.policy.language.template.DeployedResource;
import io.fairlead.policy.language.value.Values;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Works out what a policy deploys to a cluster.
public final class Planner {
  /// The most configurations that one policy deploys to one cluster.
  public static final int MOST_CONFIGURATIONS = 100;

  /// The largest configuration that is passed on, in bytes of JSON; the store takes smaller ones
  /// only.
  public static final int MOST_BYTES = 256 * 1024;

  private Planner() {}

  /// What is deployed to a cluster that the rule matches, in the order of keys.
  ///
  /// @param assignedAt what a template takes for the present time, so that the same comes out every
  ///     time
  /// @throws EvaluationException when there is no answer, or when something else would be deployed
  ///     than configurations of this cluster
  public static List<PlannedConfiguration> plan(
      BoundPolicy policy, ResourceView cluster, Instant assignedAt, OnUnassign onUnassign) {
    List<DeployedResource> deployed = policy.deployment(cluster, EvaluationContext.at(assignedAt));
    if (deployed.size() > MOST_CONFIGURATIONS) {
      throw new EvaluationException(
          "the policy deploys "
              + deployed.size()
              + " configurations to one cluster; at most "
              + MOST_CONFIGURATIONS
              + " are allowed");
    }
    Map<String, PlannedConfiguration> planned = new TreeMap<>();
    for (DeployedResource resource : deployed) {
      if (planned.put(resource.id().key(), planned(resource, cluster.id(), onUnassign)) != null) {
        throw new EvaluationException("the policy deploys '" + resource.id() + "' twice");
      }
    }
    return List.copyOf(planned.values());
  }

  private static PlannedConfiguration planned(
      DeployedResource resource, ResourceId cluster, OnUnassign onUnassign) {
    ResourceId id = resource.id();
    if (ConfigurationType.of(id).isEmpty()) {
      throw new EvaluationException(
          "the policy deploys a resource of the type '"
              + id.type()
              + "'; only fluxConfigurations and sourceControlConfigurations can be deployed here");
    }
    if (!id.cluster().equals(cluster)) {
      throw new EvaluationException(
          "the policy deploys '" + id + "', which is not of the cluster that it is evaluated for");
    }
    JsonNode properties =
        Values.isAbsent(resource.properties()) ? Values.object() : resource.properties();
    if (!properties.isObject()) {
      throw new EvaluationException(
          "the policy deploys '"
              + id
              + "' with properties that are "
              + Values.kind(properties)
              + " instead of an object");
    }
    JsonNode canonical = CanonicalJson.of(properties);
    List<SecretPlace> secrets = secrets(resource);
    ContentDigest digest = ContentDigest.of(canonical, secrets, onUnassign);
    if (digest.bytes() > MOST_BYTES) {
      throw new EvaluationException(
          "the policy deploys '"
              + id
              + "' with "
              + digest.bytes()
              + " bytes of JSON; at most "
              + MOST_BYTES
              + " are allowed");
    }
    return new PlannedConfiguration(id, digest.hex(), onUnassign, canonical, secrets);
  }

  private static List<SecretPlace> secrets(DeployedResource resource) {
    List<SecretPlace> places = new ArrayList<>();
    resource
        .secrets()
        .forEach(
            (pointer, secret) ->
                places.add(
                    new SecretPlace(
                        pointer.toString(),
                        secret.vaultName(),
                        secret.secretName(),
                        secret.secretVersion())));
    places.sort(Comparator.comparing(SecretPlace::pointer));
    return places;
  }
}
