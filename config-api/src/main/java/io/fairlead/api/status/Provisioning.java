package io.fairlead.api.status;

import io.fairlead.api.resource.Delivery;
import io.fairlead.contract.event.Compliance;
import io.fairlead.contract.event.Lifecycle;
import io.fairlead.store.StoredConfiguration;
import java.time.Duration;
import java.time.Instant;

/// ARM's `provisioningState`: whether what the user asked for is done. A configuration is done when
/// it is stored, unless its user wants to wait for the cluster (`waitForReconciliation`).
///
/// @param state as ARM words it
/// @param error why it failed; empty unless it did
public record Provisioning(State state, String error) {
  /// How long is waited for a cluster when the user gives no `reconciliationWaitDuration`.
  public static final Duration DEFAULT_WAIT = Duration.ofDays(2);

  /// ARM's words.
  public enum State {
    Succeeded,
    Failed,
    Creating,
    Updating,
    Deleting;

    /// Whether nothing more will happen by itself.
    public boolean terminal() {
      return this == Succeeded || this == Failed;
    }
  }

  /// Derives it from what is stored.
  ///
  /// @param standing of the same configuration
  public static Provisioning of(StoredConfiguration configuration, Standing standing, Instant now) {
    if (configuration.lifecycle() == Lifecycle.Deleting) {
      return new Provisioning(State.Deleting, "");
    }
    if (configuration.protectedFault() != null) {
      return new Provisioning(State.Failed, standing.reason());
    }
    if (!configuration.properties().path("waitForReconciliation").asBoolean(false)
        || wasCompliant(configuration, standing)) {
      return new Provisioning(State.Succeeded, "");
    }
    if (!now.isBefore(deadline(configuration))) {
      return new Provisioning(
          State.Failed,
          "The cluster did not report it as compliant within "
              + wait(configuration)
              + ". "
              + why(standing));
    }
    boolean first = configuration.changedAt().equals(configuration.systemData().createdAt());
    return new Provisioning(first ? State.Creating : State.Updating, "");
  }

  /// What was reached stays reached: a later drift is a matter of compliance.
  private static boolean wasCompliant(StoredConfiguration configuration, Standing standing) {
    var compliant = configuration.progress().compliant();
    return (compliant != null && compliant.generation() == configuration.generation())
        || (standing.state() == Delivery.State.Reported
            && standing.compliance() == Compliance.Compliant);
  }

  /// Until when is waited for the cluster, when its user wants to.
  public static Instant deadline(StoredConfiguration configuration) {
    return configuration.changedAt().plus(wait(configuration));
  }

  private static Duration wait(StoredConfiguration configuration) {
    String duration = configuration.properties().path("reconciliationWaitDuration").asText("");
    return duration.isEmpty() ? DEFAULT_WAIT : Duration.parse(duration);
  }

  private static String why(Standing standing) {
    return standing.state() == Delivery.State.Reported
        ? "It reported " + standing.compliance() + ". " + standing.reason()
        : standing.reason();
  }
}
