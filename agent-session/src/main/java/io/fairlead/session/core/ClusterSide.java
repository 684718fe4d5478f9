package io.fairlead.session.core;

import io.fairlead.contract.event.ConfigurationStatus;
import io.fairlead.contract.event.Lifecycle;
import io.fairlead.contract.id.ConfigurationVersion;
import io.fairlead.session.desired.DesiredState;
import io.fairlead.session.desired.HeldConfiguration;
import io.fairlead.session.desired.StateChange;
import java.util.List;
import java.util.Optional;

/// Takes note of what the cluster's side says, and drops what is of no interest.
final class ClusterSide {
  private final DesiredState state;

  ClusterSide(DesiredState state) {
    this.state = state;
  }

  /// Keeps statuses until the hub has them. Those of configurations that are not held, or of other
  /// incarnations, are of no interest.
  ///
  /// @return whether there is something to report now
  boolean reported(List<ConfigurationStatus> statuses) {
    List<ConfigurationStatus> ofInterest =
        statuses.stream().filter(status -> incarnation(status.observed()).isPresent()).toList();
    ofInterest.forEach(
        status -> state.note(List.of(new StateChange.Report(StatusLimit.within(status)))));
    return !ofInterest.isEmpty();
  }

  /// Keeps a clean-up until the gateway removes the configuration.
  ///
  /// @return what to confirm; empty when that was not asked for, or is known
  Optional<ConfigurationVersion> cleanedUp(ConfigurationVersion version) {
    Optional<ConfigurationVersion> cleaned =
        incarnation(version)
            .filter(configuration -> configuration.lifecycle() == Lifecycle.Deleting)
            .filter(configuration -> !configuration.cleanedUp())
            .map(HeldConfiguration::version);
    cleaned.ifPresent(held -> state.note(List.of(new StateChange.CleanedUp(held.id()))));
    return cleaned;
  }

  /// What a confirmation of the removals held back in that epoch would do.
  RemovalsConfirmation confirmation(long epoch) {
    return state
        .held()
        .doubt()
        .filter(StateChange.Doubt::tripped)
        .map(StateChange.Doubt::epoch)
        .<RemovalsConfirmation>map(
            held ->
                held == epoch
                    ? new RemovalsConfirmation.CarriedOut(state.held().withheld().size())
                    : new RemovalsConfirmation.OtherEpoch(held))
        .orElseGet(RemovalsConfirmation.NothingHeld::new);
  }

  private Optional<HeldConfiguration> incarnation(ConfigurationVersion version) {
    return state
        .held()
        .held(version.id())
        .filter(configuration -> configuration.uid().equals(version.uid()));
  }
}
