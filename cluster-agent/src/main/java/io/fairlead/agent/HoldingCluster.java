package io.fairlead.agent;

import io.fairlead.contract.event.Lifecycle;
import io.fairlead.contract.id.ConfigurationVersion;
import io.fairlead.contract.protocol.GatewayFrame;
import io.fairlead.session.desired.ConfigurationChange;
import io.fairlead.session.desired.ConfigurationChanges;
import io.fairlead.session.desired.HeldConfiguration;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/// A cluster in which nothing is done: what is wanted is held, nothing is reported. What is to be
/// deleted was never created, so its clean-up is confirmed at once.
final class HoldingCluster implements ConfigurationChanges {
  private static final Logger LOG = Logger.getLogger(HoldingCluster.class);

  private final Consumer<ConfigurationVersion> confirm;

  /// @param confirm takes confirmations of clean-ups
  HoldingCluster(Consumer<ConfigurationVersion> confirm) {
    this.confirm = confirm;
  }

  @Override
  public void start(Collection<HeldConfiguration> held) {
    held.stream()
        .filter(configuration -> configuration.lifecycle() == Lifecycle.Deleting)
        .forEach(configuration -> confirm.accept(configuration.version()));
  }

  @Override
  public Optional<String> objectionTo(GatewayFrame.Change change) {
    return Optional.empty();
  }

  @Override
  public void changed(ConfigurationChange change) {
    LOG.infof("change=%s id=%s", change.getClass().getSimpleName(), change.id());
    if (change instanceof ConfigurationChange.Deleting(HeldConfiguration current)) {
      confirm.accept(current.version());
    }
  }

  @Override
  public void reportAgain() {
    // Nothing was reported.
  }
}
