package io.fairlead.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.contract.id.PolicyId;
import io.fairlead.contract.id.PolicyScope;
import io.fairlead.contract.id.PolicyType;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.json.Json;
import java.util.Map;
import java.util.Set;

/// Resources to test with.
public final class Samples {
  public static final String SUBSCRIPTION = "00000000-0000-0000-0000-000000000001";
  public static final String CLUSTERS = "Microsoft.Kubernetes/connectedClusters";
  public static final String FLUX = "Microsoft.KubernetesConfiguration/fluxConfigurations";
  public static final String FLUX_V1 =
      "Microsoft.KubernetesConfiguration/sourceControlConfigurations";
  public static final Principal USER = Principal.named("ada", "User");
  public static final Expectation ANYTHING = new Expectation.Anything();

  private Samples() {}

  public static ResourceId cluster(String name) {
    return ResourceId.cluster(SUBSCRIPTION, "Edge", CLUSTERS, name);
  }

  public static ResourceId flux(String cluster, String name) {
    return cluster(cluster).extension(FLUX, name);
  }

  public static ResourceId fluxV1(String cluster, String name) {
    return cluster(cluster).extension(FLUX_V1, name);
  }

  public static ClusterWrite write(ResourceId cluster) {
    return new ClusterWrite(
        cluster, "westeurope", Map.of("site", "7"), null, "a2V5", properties("kind", "x"), USER);
  }

  public static ConfigurationWrite write(ResourceId configuration, String branch) {
    return new ConfigurationWrite(configuration, properties("branch", branch), USER);
  }

  public static PolicyId definition(String name) {
    return policy("/subscriptions/" + SUBSCRIPTION, PolicyType.DEFINITION, name);
  }

  public static PolicyId policy(String scope, PolicyType type, String name) {
    return PolicyId.of(PolicyScope.parse(scope), type, name);
  }

  /// A policy whose body says so, and which names others.
  public static PolicyWrite write(PolicyId id, String properties, PolicyId... references) {
    return new PolicyWrite(id, policyBody(properties), Set.of(references), 500, USER);
  }

  /// What is stored of a policy with these properties, in their order.
  public static ObjectNode policyBody(String properties) {
    return (ObjectNode)
        Json.readTree(
            ("{\"properties\":" + properties + "}")
                .getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  public static ObjectNode properties(String name, String value) {
    return Json.mapper().createObjectNode().put(name, value);
  }
}
