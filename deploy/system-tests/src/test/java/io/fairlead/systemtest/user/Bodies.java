package io.fairlead.systemtest.user;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.contract.id.ResourceId;

/// Request bodies. Each configuration carries one value that tells its writes apart.
public final class Bodies {
  private static final String VALUE = "/kustomizations/main/path";

  private Bodies() {}

  /// A cluster.
  ///
  /// @param publicKey base64 of the DER form of the agent's public key
  public static ObjectNode cluster(String publicKey) {
    ObjectNode body = object();
    body.put("location", "westeurope");
    body.putObject("identity").put("type", "SystemAssigned");
    body.putObject("properties").put("agentPublicKeyCertificate", publicKey);
    return body;
  }

  /// A cluster with a tag.
  public static ObjectNode cluster(String publicKey, String tag, String value) {
    ObjectNode body = cluster(publicKey);
    body.putObject("tags").put(tag, value);
    return body;
  }

  /// A fluxConfiguration that carries a value.
  public static ObjectNode flux(String value) {
    ObjectNode body = object();
    ObjectNode properties = body.putObject("properties");
    properties.put("sourceKind", "GitRepository");
    ObjectNode repository = properties.putObject("gitRepository");
    repository.put("url", "https://git.example.com/platform/baseline");
    repository.putObject("repositoryRef").put("branch", "main");
    properties.putObject("kustomizations").putObject("main").put("path", value);
    return body;
  }

  /// A merge patch that changes only the value of a fluxConfiguration.
  public static ObjectNode fluxPatch(String value) {
    ObjectNode body = object();
    body.putObject("properties").putObject("kustomizations").putObject("main").put("path", value);
    return body;
  }

  /// A sourceControlConfiguration (Flux v1) whose path is the value.
  public static ObjectNode sourceControl(String value) {
    ObjectNode body = object();
    ObjectNode properties = body.putObject("properties");
    properties.put("repositoryUrl", "https://git.example.com/platform/baseline");
    properties.put("operatorNamespace", "cluster-config");
    properties.put("operatorScope", "namespace");
    properties.put("operatorType", "Flux");
    properties.put("operatorParams", "--git-readonly --git-path=" + value);
    return body;
  }

  /// The value in the properties of a configuration, as an agent or a reader of the API has them.
  public static String valueIn(ResourceId id, JsonNode properties) {
    if (id.type().toLowerCase(java.util.Locale.ROOT).endsWith("sourcecontrolconfigurations")) {
      String parameters = properties.at("/operatorParams").asText("");
      return parameters.substring(parameters.indexOf('=') + 1);
    }
    return properties.at(VALUE).asText("");
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
