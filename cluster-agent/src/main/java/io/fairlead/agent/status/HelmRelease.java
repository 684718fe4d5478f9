package io.fairlead.agent.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// What the API says of a `HelmRelease` beyond its conditions.
final class HelmRelease {
  private HelmRelease() {}

  /// The object `helmReleaseProperties`; what the cluster does not say is left out.
  static ObjectNode properties(JsonNode body) {
    ObjectNode properties = JsonNodeFactory.instance.objectNode();
    JsonNode status = body.path("status");
    number(properties, "lastRevisionApplied", revision(status));
    chart(properties, body);
    number(properties, "failureCount", status.path("failures"));
    number(properties, "installFailureCount", status.path("installFailures"));
    number(properties, "upgradeFailureCount", status.path("upgradeFailures"));
    return properties;
  }

  /// Newer Flux keeps a history, the newest release first; older Flux the number alone.
  private static JsonNode revision(JsonNode status) {
    JsonNode newest = status.path("history").path(0).path("version");
    return newest.isMissingNode() ? status.path("lastReleaseRevision") : newest;
  }

  /// The chart that Flux made for the release, as `namespace/name`, or the one that the release
  /// names itself.
  private static void chart(ObjectNode properties, JsonNode body) {
    String[] made = body.at("/status/helmChart").asText("").split("/", 2);
    JsonNode named = body.at("/spec/chartRef");
    if (made.length == 2) {
      reference(properties, made[0], made[1]);
    } else if (named.path("kind").asText("").equals("HelmChart")) {
      String own = body.at("/metadata/namespace").asText("");
      reference(properties, named.path("namespace").asText(own), named.path("name").asText(""));
    }
  }

  private static void reference(ObjectNode properties, String namespace, String name) {
    properties.putObject("helmChartRef").put("name", name).put("namespace", namespace);
  }

  private static void number(ObjectNode properties, String name, JsonNode value) {
    if (value.isIntegralNumber()) {
      properties.put(name, value.asLong());
    }
  }
}
