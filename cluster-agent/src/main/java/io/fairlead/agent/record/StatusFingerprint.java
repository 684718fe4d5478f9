package io.fairlead.agent.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.agent.cluster.Fingerprints;
import io.fairlead.contract.event.ConfigurationStatus;
import io.fairlead.contract.json.Json;

/// Whether a status is news. Times are none: controllers look at their objects again and again, and
/// a cluster in which nothing else changes has nothing to report.
public final class StatusFingerprint {
  private StatusFingerprint() {}

  /// The same for statuses that differ in times alone, over restarts too: 32 hex digits.
  public static String of(ConfigurationStatus status) {
    ObjectNode told = Json.mapper().valueToTree(status);
    told.remove("observedAt");
    told.remove("sourceUpdatedAt");
    for (JsonNode entry : told.path("objects")) {
      for (JsonNode condition : entry.path("statusConditions")) {
        if (condition instanceof ObjectNode fields) {
          fields.remove("lastTransitionTime");
        }
      }
    }
    return Fingerprints.of(told);
  }
}
