package io.fairlead.engine.app;

import io.fairlead.encryption.Keyring;
import io.fairlead.encryption.KeyringWatch;
import io.fairlead.encryption.KeysetFile;
import io.fairlead.encryption.PropertiesSeal;
import io.fairlead.engine.run.Engine;
import io.fairlead.engine.run.EngineSettings;
import io.fairlead.streams.HubClients;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.file.Path;
import java.time.Clock;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// Starts the engine, and stops it in order.
@ApplicationScoped
public class EngineService {
  private static final int FAULT = 1;
  private static final String KEYSET_FILE = "fairlead.encryption.keyset-file";

  private final Keyring keyring;
  private final Engine engine;
  private @Nullable KeyringWatch watch;

  EngineService(
      EngineConfig config,
      @ConfigProperty(name = KEYSET_FILE) Path keysetFile,
      Config settings,
      MeterRegistry meters) {
    this.keyring = Keyring.open(new KeysetFile(keysetFile, KEYSET_FILE));
    this.engine =
        new Engine(
            new EngineSettings(
                HubClients.of(
                    settings.getPropertyNames(),
                    name -> settings.getOptionalValue(name, String.class)),
                config.instance(),
                config.stateDir().toAbsolutePath().normalize(),
                config.threads(),
                config.replicationFactor(),
                config.topicCheckInterval(),
                config.stopLimit()),
            meters,
            Clock.systemUTC(),
            new PropertiesSeal(keyring));
  }

  void start(@Observes StartupEvent event) {
    watch = KeyringWatch.start(keyring, KeyringWatch.USUAL);
    // Whoever supervises the process starts it again.
    engine.start(() -> Quarkus.asyncExit(FAULT));
  }

  void stop(@Observes ShutdownEvent event) {
    engine.close();
    KeyringWatch started = watch;
    if (started != null) {
      started.close();
    }
  }

  /// Whether clusters are evaluated.
  public boolean isReady() {
    return engine.isReady();
  }

  /// Whether all of it still works.
  public boolean isAlive() {
    return engine.isAlive();
  }

  /// What keeps it from being ready, for people; or that it is.
  public String phase() {
    return engine.phase();
  }
}
