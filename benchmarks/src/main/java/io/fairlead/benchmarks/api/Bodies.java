package io.fairlead.benchmarks.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.json.Json;
import io.vertx.core.buffer.Buffer;

/// What is written: flux configurations as platform teams have them.
public final class Bodies {
  private static final String FLUX = "Microsoft.KubernetesConfiguration/fluxConfigurations";
  private static final String API_VERSION = "2023-05-01";

  /// What a variable of [#properties(String, int)] takes.
  private static final int VARIABLE_BYTES = 112;

  private Bodies() {}

  /// The id of a flux configuration in a cluster.
  public static ResourceId id(ResourceId cluster, String name) {
    return cluster.extension(FLUX, name);
  }

  /// Where the API has a flux configuration.
  public static String path(ResourceId configuration) {
    return configuration + "?api-version=" + API_VERSION;
  }

  /// Where the API lists the flux configurations of a cluster.
  public static String listPath(ResourceId cluster) {
    return cluster + "/providers/" + FLUX + "?api-version=" + API_VERSION;
  }

  /// A request body: a Git repository and two kustomizations, of which one waits for the other.
  ///
  /// @param value what tells it from others
  public static Buffer flux(String value) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.set("properties", properties(value));
    return Buffer.buffer(Json.write(body));
  }

  /// The properties of such a configuration.
  public static ObjectNode properties(String value) {
    ObjectNode properties = JsonNodeFactory.instance.objectNode();
    properties
        .put("scope", "cluster")
        .put("namespace", "cluster-config")
        .put("sourceKind", "GitRepository")
        .put("suspend", false);
    ObjectNode repository = properties.putObject("gitRepository");
    repository
        .put("url", "https://git.example.com/platform/baseline")
        .put("timeoutInSeconds", 600)
        .put("syncIntervalInSeconds", 600);
    repository.putObject("repositoryRef").put("branch", "main");
    ObjectNode kustomizations = properties.putObject("kustomizations");
    kustomization(kustomizations.putObject("infra"), "./infrastructure/" + value);
    kustomization(kustomizations.putObject("apps"), "./apps/" + value)
        .putArray("dependsOn")
        .add("infra");
    return properties;
  }

  /// The properties of such a configuration with as many variables of its second kustomization that
  /// they are about so long.
  ///
  /// @param bytes of JSON, 1 KiB to 49 KiB
  public static ObjectNode properties(String value, int bytes) {
    ObjectNode properties = properties(value);
    ObjectNode apps = (ObjectNode) properties.path("kustomizations").path("apps");
    ObjectNode variables = apps.putObject("postBuild").putObject("substitute");
    int left = bytes - Json.write(properties).length;
    for (int number = 0; left > 0; number++) {
      variables.put(
          "variable_%03d".formatted(number), "registry.example.com/".repeat(4) + value + number);
      left -= VARIABLE_BYTES;
    }
    return properties;
  }

  private static ObjectNode kustomization(ObjectNode into, String path) {
    return into.put("path", path)
        .put("timeoutInSeconds", 600)
        .put("syncIntervalInSeconds", 600)
        .put("retryIntervalInSeconds", 60)
        .put("prune", true)
        .put("force", false);
  }
}
