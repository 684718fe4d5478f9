package io.fairlead.api.resource;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How far a configuration has come on its way to its cluster; `properties.delivery` in answers,
/// which ARM does not have.
///
/// @param state the stage
/// @param reason one sentence that says why it is at this stage, or null
/// @param since when the stage was reached, by the hub's clock
/// @param generation the desired state's version
/// @param acknowledgedGeneration version that the cluster has stored, or null for none
/// @param observedGeneration version that the reported status is about, or null for none
/// @param connectivityStatus the cluster's
/// @param lastConnectivityTime when the cluster was last heard of, or null for never
public record Delivery(
    State state,
    @Nullable String reason,
    Instant since,
    long generation,
    @Nullable Long acknowledgedGeneration,
    @Nullable Long observedGeneration,
    String connectivityStatus,
    @Nullable Instant lastConnectivityTime) {

  /// The stages. The set is closed.
  public enum State {
    /// The cluster has not been sent this generation.
    NotDelivered,
    /// Sent, not confirmed.
    Delivered,
    /// The cluster has stored it.
    Acknowledged,
    /// The cluster has refused it and keeps the last good one.
    Refused,
    /// The cluster has reported a status for it.
    Reported
  }

  ObjectNode toJson() {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("state", state.name());
    json.put("reason", reason);
    json.put("since", since.toString());
    json.put("generation", generation);
    json.put("acknowledgedGeneration", acknowledgedGeneration);
    json.put("observedGeneration", observedGeneration);
    json.put("connectivityStatus", connectivityStatus);
    json.put(
        "lastConnectivityTime",
        lastConnectivityTime == null ? null : lastConnectivityTime.toString());
    return json;
  }
}
