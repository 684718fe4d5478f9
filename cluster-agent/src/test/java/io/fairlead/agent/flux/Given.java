package io.fairlead.agent.flux;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.agent.object.Configuration;
import io.fairlead.agent.object.DesiredObject;
import io.fairlead.agent.object.Inputs;
import io.fairlead.agent.object.ManagedKind;
import io.fairlead.agent.object.SshKeyPair;
import io.fairlead.contract.id.ConfigurationVersion;
import io.fairlead.contract.id.ResourceId;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Configurations to render.
final class Given {
  static final ObjectMapper JSON = new ObjectMapper();
  static final SshKeyPair KEY = new SshKeyPair("private half\n", "ssh-ed25519 public-half");

  /// A public repository, which works.
  static final String GIT =
      "'gitRepository': {'url': 'https://git.example.org/x', 'repositoryRef': {'branch': 'main'}}";

  private Given() {}

  /// Properties with ' in place of ", without the braces around them.
  static Configuration properties(String properties) {
    return named("base", json("{" + properties + "}"));
  }

  static Configuration named(String name, JsonNode properties) {
    ResourceId id =
        ResourceId.parse(
            "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/edge/providers"
                + "/Microsoft.Kubernetes/connectedClusters/shop/providers"
                + "/Microsoft.KubernetesConfiguration/fluxConfigurations/"
                + name);
    return new Configuration(
        "flux-base-1a2b3c", new ConfigurationVersion(id, new UUID(0, 1), 1), properties);
  }

  static Inputs secret(String name, String value) {
    return new Inputs(Map.of(name, value), null);
  }

  static Inputs key() {
    return new Inputs(Map.of(), KEY);
  }

  static ObjectNode json(String text) {
    try {
      return (ObjectNode) JSON.readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  /// The specification of the only object of a kind.
  static JsonNode spec(List<DesiredObject> objects, ManagedKind kind) {
    return only(objects, kind).body().path("spec");
  }

  static DesiredObject only(List<DesiredObject> objects, ManagedKind kind) {
    List<DesiredObject> found =
        objects.stream().filter(object -> object.ref().kind() == kind).toList();
    if (found.size() != 1) {
      throw new AssertionError(kind + ": " + found.size());
    }
    return found.getFirst();
  }
}
