package io.fairlead.policy.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.contract.event.Compliance;
import io.fairlead.contract.event.Lifecycle;
import io.fairlead.policy.evaluation.planning.ConfigurationType;

/// A configuration's body as the API shows it, as far as policies ask for it: what is desired, and
/// of its status `provisioningState` and the compliance, in the words of its type.
final class ConfigurationBody {
  private ConfigurationBody() {}

  static JsonNode of(KnownConfiguration configuration) {
    return body(configuration, configuration.properties());
  }

  /// As it would be, had the store kept what a policy gives as it is given, and its own defaults
  /// for all else.
  static JsonNode of(KnownConfiguration configuration, JsonNode given) {
    return body(configuration, laidOver(configuration.properties(), given));
  }

  private static JsonNode laidOver(JsonNode stored, JsonNode given) {
    if (!(stored instanceof ObjectNode below) || !(given instanceof ObjectNode above)) {
      return given;
    }
    ObjectNode both = JsonNodeFactory.instance.objectNode();
    below.forEachEntry(both::set);
    above.forEachEntry(
        (name, value) ->
            both.set(name, below.has(name) ? laidOver(below.get(name), value) : value));
    return both;
  }

  private static JsonNode body(KnownConfiguration configuration, JsonNode desired) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ObjectNode properties = body.putObject("properties");
    desired.forEachEntry(properties::set);
    properties.put("provisioningState", provisioning(configuration));
    Compliance compliance = compliance(configuration);
    ConfigurationType.of(configuration.head().id())
        .ifPresent(
            type -> {
              switch (type) {
                case FluxConfigurations -> properties.put("complianceState", flux(compliance));
                case SourceControlConfigurations ->
                    properties
                        .putObject("complianceStatus")
                        .put("complianceState", sourceControl(compliance));
              }
            });
    return body;
  }

  /// Succeeded once it is stored, unless its user waits for the cluster (`waitForReconciliation`);
  /// Failed when the cluster cannot take it.
  private static String provisioning(KnownConfiguration configuration) {
    if (configuration.head().lifecycle() == Lifecycle.Deleting) {
      return "Deleting";
    }
    if (configuration.isRefused()) {
      return "Failed";
    }
    boolean waits = configuration.properties().path("waitForReconciliation").asBoolean(false);
    return waits && compliance(configuration) != Compliance.Compliant ? "Updating" : "Succeeded";
  }

  /// The cluster's word on this generation.
  private static Compliance compliance(KnownConfiguration configuration) {
    return configuration.isObserved() ? configuration.heard().compliance() : Compliance.Pending;
  }

  private static String flux(Compliance compliance) {
    return switch (compliance) {
      case Compliant -> "Compliant";
      case NonCompliant -> "Non-Compliant";
      case Pending -> "Pending";
      case Suspended -> "Suspended";
      case Unknown -> "Unknown";
    };
  }

  private static String sourceControl(Compliance compliance) {
    return switch (compliance) {
      case Compliant -> "Installed";
      case NonCompliant -> "Failed";
      case Pending, Suspended, Unknown -> "Pending";
    };
  }
}
