package io.fairlead.api.status;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fairlead.api.resource.Delivery;
import io.fairlead.api.resource.FluxStatus;
import io.fairlead.api.resource.SourceControlStatus;
import io.fairlead.contract.event.Compliance;
import io.fairlead.contract.event.ConfigurationStatus;
import io.fairlead.store.Connectivity;
import io.fairlead.store.Progress;
import io.fairlead.store.StoredConfiguration;
import java.time.Instant;

/// What became of a configuration, in the words of its type.
public final class Statuses {
  private Statuses() {}

  /// The read-only properties of a Flux v2 configuration.
  public static FluxStatus flux(StoredConfiguration configuration, Instant now) {
    Standing standing = Standing.of(configuration);
    Provisioning provisioning = Provisioning.of(configuration, standing, now);
    Progress.Reported reported = configuration.progress().reported();
    ConfigurationStatus status = reported == null ? null : reported.status();
    return new FluxStatus(
        provisioning.state().name(),
        switch (standing.compliance()) {
          case Compliant -> "Compliant";
          case NonCompliant -> "Non-Compliant";
          case Pending -> "Pending";
          case Suspended -> "Suspended";
          case Unknown -> "Unknown";
        },
        provisioning.error(),
        status != null && status.objects() instanceof ArrayNode objects
            ? objects
            : JsonNodeFactory.instance.arrayNode(),
        status == null ? null : status.repositoryPublicKey(),
        status == null ? null : status.sourceSyncedCommitId(),
        status == null ? null : status.sourceUpdatedAt(),
        reported == null ? null : reported.receivedAt(),
        delivery(configuration, standing));
  }

  /// The read-only properties of a Flux v1 configuration.
  public static SourceControlStatus sourceControl(StoredConfiguration configuration) {
    Standing standing = Standing.of(configuration);
    Progress.Reported reported = configuration.progress().reported();
    ConfigurationStatus status = reported == null ? null : reported.status();
    String key = status == null ? null : status.repositoryPublicKey();
    boolean failed =
        standing.compliance() == Compliance.NonCompliant
            || standing.state() == Delivery.State.Refused
            || configuration.protectedFault() != null;
    return new SourceControlStatus(
        "Succeeded",
        switch (standing.compliance()) {
          case Compliant -> "Installed";
          case NonCompliant -> "Failed";
          case Pending, Suspended, Unknown ->
              configuration.protectedFault() == null ? "Pending" : "Failed";
        },
        status == null ? null : status.lastConfigApplied(),
        standing.reason().isEmpty() ? null : standing.reason(),
        standing.state().name(),
        failed ? "Error" : "Information",
        key == null ? "" : key,
        delivery(configuration, standing));
  }

  private static Delivery delivery(StoredConfiguration configuration, Standing standing) {
    Connectivity connectivity = configuration.connectivity();
    Progress.Mark acknowledged = configuration.progress().acknowledged();
    Progress.Reported reported = configuration.progress().reported();
    return new Delivery(
        standing.state(),
        standing.reason().isEmpty() ? null : standing.reason(),
        standing.since(),
        configuration.generation(),
        acknowledged == null ? null : acknowledged.generation(),
        reported == null ? null : reported.status().observed().generation(),
        connectivity.state().name(),
        connectivity.lastHeartbeatAt());
  }
}
