package io.fairlead.gateway.app;

import io.fairlead.contract.protocol.ProtocolLimits;
import io.fairlead.encryption.Keyring;
import io.fairlead.encryption.KeyringWatch;
import io.fairlead.encryption.KeysetFile;
import io.fairlead.encryption.PropertiesSeal;
import io.fairlead.gateway.kafka.KafkaClients;
import io.fairlead.gateway.server.Gateway;
import io.fairlead.gateway.server.GatewaySettings;
import io.fairlead.gateway.session.SessionPolicy;
import io.fairlead.gateway.table.TableKeeper;
import io.fairlead.streams.HubClients;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts the gateway behind Quarkus' HTTP server, and drains it before that server goes.
@ApplicationScoped
public class GatewayService {
  private static final Logger LOGGER = LoggerFactory.getLogger(GatewayService.class);
  private static final Duration MAX_BACKOFF = Duration.ofSeconds(5);
  private static final int ID_CHARACTERS = 8;
  private static final int FAULT = 1;
  private static final String KEYSET_FILE = "fairlead.encryption.keyset-file";

  private final Keyring keyring;
  private final Gateway gateway;
  private @Nullable KeyringWatch watch;

  GatewayService(
      GatewayConfig config,
      @ConfigProperty(name = KEYSET_FILE) Path keysetFile,
      Config settings,
      Vertx vertx,
      MeterRegistry meters) {
    this.keyring = Keyring.open(new KeysetFile(keysetFile, KEYSET_FILE));
    this.gateway =
        new Gateway(
            settings(config, kafka(settings)),
            vertx,
            meters,
            Clock.systemUTC(),
            new PropertiesSeal(keyring));
  }

  private static HubClients kafka(Config settings) {
    return HubClients.of(
        settings.getPropertyNames(), name -> settings.getOptionalValue(name, String.class));
  }

  private static GatewaySettings settings(GatewayConfig config, HubClients kafka) {
    int recommended = GatewaySettings.sessionsForHeap(Runtime.getRuntime().maxMemory());
    int maxSessions = config.maxSessions().orElse(recommended);
    if (maxSessions > recommended) {
      LOGGER.warn(
          "more sessions allowed than the heap is made for maxSessions={} recommended={}",
          maxSessions,
          recommended);
    }
    SessionPolicy standard = SessionPolicy.standard();
    return new GatewaySettings(
        config
            .id()
            .orElseGet(() -> "gateway-" + UUID.randomUUID().toString().substring(0, ID_CHARACTERS)),
        new KafkaClients(kafka, config.hubPatience()),
        new TableKeeper.Settings(
            config.stateDir().toAbsolutePath(), config.topicCheckInterval(), MAX_BACKOFF),
        new SessionPolicy(
            standard.hello(),
            standard.inventory(),
            config.heartbeat(),
            config.slowReaderAfter(),
            standard.reportsInFlight(),
            standard.framesPerSecond()),
        maxSessions,
        config.attemptsPerSecond(),
        config.attemptsBurst(),
        config.drainLimit(),
        config.drainSpread());
  }

  void route(@Observes Router router) {
    router
        .route(ProtocolLimits.PATH)
        .handler(routing -> gateway.endpoint().handle(routing.request()));
  }

  void start(@Observes StartupEvent event) {
    watch = KeyringWatch.start(keyring, KeyringWatch.USUAL);
    // Whoever supervises the process starts it again.
    gateway.start(() -> Quarkus.asyncExit(FAULT));
  }

  // Fired while the HTTP server still serves, as the shutdown event is not.
  void drain(@Observes ShutdownDelayInitiatedEvent event) {
    gateway.drain();
  }

  void stop(@Observes ShutdownEvent event) {
    gateway.close();
    KeyringWatch started = watch;
    if (started != null) {
      started.close();
    }
  }

  /// Whether agents are served.
  public boolean isReady() {
    return gateway.isReady();
  }

  /// Whether all of it still works. Blocks for a short time.
  public boolean isAlive() {
    return gateway.isAlive();
  }

  /// Sessions of this gateway.
  public int sessions() {
    return gateway.sessions();
  }
}
