package io.fairlead.agent;

import io.fairlead.agent.control.ConfigurationType;
import io.fairlead.agent.object.Configuration;
import io.fairlead.agent.object.Inputs;
import io.fairlead.agent.object.InvalidConfigurationException;
import io.fairlead.agent.object.ProtectedValues;
import io.fairlead.agent.object.SshKeyPair;
import io.fairlead.agent.record.ProtectedSecrets;
import io.fairlead.agent.record.RecordKind;
import io.fairlead.agent.record.RecordNames;
import io.fairlead.contract.protocol.GatewayFrame;
import io.fairlead.contract.secret.SealedSetting;
import io.fairlead.session.desired.ConfigurationChange;
import io.fairlead.session.desired.ConfigurationChanges;
import io.fairlead.session.desired.HeldConfiguration;
import io.fairlead.session.identity.SettingsOpener;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/// The cluster's side of the session. What is held is in the records, which the controllers watch,
/// so there is nothing to pass on; a state that nothing can be made of is refused, and the last
/// good one stays.
final class RecordedCluster implements ConfigurationChanges {
  private static final Logger LOG = Logger.getLogger(RecordedCluster.class);

  /// In the place of a key that is not made before it is needed.
  private static final SshKeyPair SOME_KEY = new SshKeyPair("to be made\n", "to be made");

  private final Map<RecordKind, ConfigurationType> types;
  private final ProtectedSecrets secrets;
  private final SettingsOpening opening;
  private final Runnable reportAgain;

  /// @param secrets where protected settings are kept
  /// @param opener opens those that come
  /// @param reportAgain has all statuses reported once more
  RecordedCluster(
      Map<RecordKind, ConfigurationType> types,
      ProtectedSecrets secrets,
      SettingsOpener opener,
      Runnable reportAgain) {
    this.types = Map.copyOf(types);
    this.secrets = secrets;
    this.opening = new SettingsOpening(opener);
    this.reportAgain = reportAgain;
  }

  @Override
  public void start(Collection<HeldConfiguration> held) {
    LOG.infof("records=loaded held=%d", held.size());
  }

  @Override
  public Optional<String> objectionTo(GatewayFrame.Change change) {
    ConfigurationType type = types.get(RecordKind.of(change.id()));
    if (type == null) {
      return Optional.of("a configuration of type " + change.id().type() + " is not known here");
    }
    Configuration configuration =
        new Configuration(RecordNames.of(change.id()), change.version(), change.properties());
    Map<String, SealedSetting> wanted = change.protectedSettings();
    secrets.unstage(configuration.record());
    if (wanted == null) {
      return objectionTo(type, configuration, ProtectedValues.NONE);
    }
    ProtectedValues held = secrets.held(configuration);
    return switch (opening.open(configuration, wanted, held)) {
      case SettingsOpening.Result.Refused(String why) -> Optional.of(why);
      case SettingsOpening.Result.Opened(ProtectedValues values) -> {
        Optional<String> objection = objectionTo(type, configuration, values);
        if (objection.isEmpty() && !values.equals(held)) {
          secrets.stage(configuration, values);
        }
        yield objection;
      }
    };
  }

  private static Optional<String> objectionTo(
      ConfigurationType type, Configuration configuration, ProtectedValues values) {
    try {
      var _ = type.objects(configuration, new Inputs(values.texts(), SOME_KEY));
      return Optional.empty();
    } catch (InvalidConfigurationException e) {
      return Optional.ofNullable(e.getMessage());
    }
  }

  @Override
  public void changed(ConfigurationChange change) {
    LOG.debugf("change=%s id=%s", change.getClass().getSimpleName(), change.id());
  }

  @Override
  public void reportAgain() {
    reportAgain.run();
  }
}
