package io.fairlead.agent.operator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.agent.object.Configuration;
import io.fairlead.contract.id.ConfigurationVersion;
import io.fairlead.contract.id.ResourceId;
import java.util.UUID;
import java.util.function.Consumer;

/// Configurations as the hub sends them.
final class Configurations {
  static final String RECORD = "web-0a1b2c3d";

  private Configurations() {}

  /// A public repository for an operator `web` of the whole cluster, with something changed.
  static Configuration with(Consumer<ObjectNode> change) {
    var properties =
        JsonNodeFactory.instance
            .objectNode()
            .put("repositoryUrl", "https://git.example.com/apps.git")
            .put("operatorNamespace", "apps")
            .put("operatorInstanceName", "web")
            .put("operatorType", "Flux")
            .put("operatorParams", "--git-readonly --git-path=cluster")
            .put("operatorScope", "cluster")
            .put("enableHelmOperator", false);
    change.accept(properties);
    var id =
        ResourceId.cluster("s", "g", "Microsoft.Kubernetes/connectedClusters", "ship")
            .extension("Microsoft.KubernetesConfiguration/sourceControlConfigurations", "Web");
    return new Configuration(RECORD, new ConfigurationVersion(id, new UUID(1, 1), 5), properties);
  }

  /// The same with one property of another value.
  static Configuration with(String property, String value) {
    return with(properties -> properties.put(property, value));
  }

  /// The same with a Helm operator.
  static Configuration withHelm(String chartValues, Consumer<ObjectNode> change) {
    return with(
        properties -> {
          properties.put("enableHelmOperator", true);
          properties
              .putObject("helmOperatorProperties")
              .put("chartVersion", "1.2.0")
              .put("chartValues", chartValues);
          change.accept(properties);
        });
  }
}
