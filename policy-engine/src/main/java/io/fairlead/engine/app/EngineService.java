package io.fairlead.engine.app;

import io.fairlead.engine.run.Engine;
import io.fairlead.engine.run.EngineSettings;
import io.fairlead.streams.HubClients;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import org.eclipse.microprofile.config.Config;

/// Starts the engine, and stops it in order.
@ApplicationScoped
public class EngineService {
  private static final int FAULT = 1;

  private final Engine engine;

  EngineService(EngineConfig config, Config settings, MeterRegistry meters) {
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
            Clock.systemUTC());
  }

  void start(@Observes StartupEvent event) {
    // Whoever supervises the process starts it again.
    engine.start(() -> Quarkus.asyncExit(FAULT));
  }

  void stop(@Observes ShutdownEvent event) {
    engine.close();
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
