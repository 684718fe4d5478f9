package io.fairlead.api.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.contract.event.Compliance;
import io.fairlead.contract.event.ConfigurationStatus;
import io.fairlead.store.Connectivity;
import io.fairlead.store.Progress;
import io.fairlead.store.StoredConfiguration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The `properties` of a configuration as a `GET` shows them: what its user wrote, and what became
/// of it.
public final class ConfigurationViews {
  /// What Azure shows before anything was applied.
  private static final String NEVER = "0001-01-01T00:00:00+00:00";

  private ConfigurationViews() {}

  /// The properties of a configuration of either version.
  public static ObjectNode properties(StoredConfiguration configuration, Instant now) {
    Delivery delivery = Delivery.of(configuration);
    ObjectNode properties = configuration.properties().deepCopy();
    if (configuration.id().type().toLowerCase(Locale.ROOT).endsWith("/fluxconfigurations")) {
      flux(properties, configuration, delivery, Provisioning.of(configuration, delivery, now));
    } else {
      sourceControl(properties, configuration, delivery);
    }
    properties.set("delivery", delivery(configuration, delivery));
    return properties;
  }

  private static void flux(
      ObjectNode properties,
      StoredConfiguration configuration,
      Delivery delivery,
      Provisioning provisioning) {
    Progress.Reported reported = configuration.progress().reported();
    ConfigurationStatus status = reported == null ? null : reported.status();
    JsonNode objects = status == null ? null : status.objects();
    properties.set("statuses", objects == null ? JsonNodeFactory.instance.arrayNode() : objects);
    if (reported != null && status != null) {
      put(properties, "repositoryPublicKey", status.repositoryPublicKey());
      put(properties, "sourceSyncedCommitId", status.sourceSyncedCommitId());
      put(properties, "sourceUpdatedAt", status.sourceUpdatedAt());
      put(properties, "statusUpdatedAt", reported.receivedAt());
    }
    properties.put(
        "complianceState",
        switch (delivery.compliance()) {
          case Compliant -> "Compliant";
          case NonCompliant -> "Non-Compliant";
          case Pending -> "Pending";
          case Suspended -> "Suspended";
          case Unknown -> "Unknown";
        });
    properties.put("provisioningState", provisioning.state().name());
    if (!provisioning.error().isEmpty()) {
      properties.put("errorMessage", provisioning.error());
    }
  }

  private static void sourceControl(
      ObjectNode properties, StoredConfiguration configuration, Delivery delivery) {
    Progress.Reported reported = configuration.progress().reported();
    ConfigurationStatus status = reported == null ? null : reported.status();
    properties.putObject("configurationProtectedSettings");
    String key = status == null ? null : status.repositoryPublicKey();
    properties.put("repositoryPublicKey", key == null ? "" : key);
    properties.put("provisioningState", "Succeeded");
    Instant applied = status == null ? null : status.lastConfigApplied();
    ObjectNode message = JsonNodeFactory.instance.objectNode();
    message.put("OperatorMessage", delivery.reason());
    message.put("ClusterState", delivery.state().name());
    boolean failed =
        delivery.compliance() == Compliance.NonCompliant
            || delivery.state() == Delivery.State.Refused;
    properties
        .putObject("complianceStatus")
        .put(
            "complianceState",
            switch (delivery.compliance()) {
              case Compliant -> "Installed";
              case NonCompliant -> "Failed";
              case Pending, Suspended, Unknown -> "Pending";
            })
        .put("lastConfigApplied", applied == null ? NEVER : applied.toString())
        .put("message", message.toString())
        .put("messageLevel", failed ? "Error" : "Information");
  }

  private static ObjectNode delivery(StoredConfiguration configuration, Delivery delivery) {
    Connectivity connectivity = configuration.connectivity();
    Progress progress = configuration.progress();
    ObjectNode node =
        JsonNodeFactory.instance
            .objectNode()
            .put("state", delivery.state().name())
            .put("reason", delivery.reason())
            .put("since", delivery.since().toString())
            .put("generation", configuration.generation());
    Progress.Mark acknowledged = progress.acknowledged();
    if (acknowledged != null) {
      node.put("acknowledgedGeneration", acknowledged.generation());
    }
    Progress.Reported reported = progress.reported();
    if (reported != null) {
      node.put("observedGeneration", reported.status().observed().generation());
    }
    node.put("connectivityStatus", connectivity.state().name());
    put(node, "lastConnectivityTime", connectivity.lastHeartbeatAt());
    return node;
  }

  private static void put(ObjectNode node, String name, @Nullable String value) {
    if (value != null) {
      node.put(name, value);
    }
  }

  private static void put(ObjectNode node, String name, @Nullable Instant value) {
    if (value != null) {
      node.put(name, value.toString());
    }
  }
}
