package io.fairlead.agent;

import io.fairlead.contract.event.AgentDescription;
import io.fairlead.contract.id.ConfigurationVersion;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.session.AgentEnvironment;
import io.fairlead.session.AgentSession;
import io.fairlead.session.AgentSettings;
import io.fairlead.session.Scheduler;
import io.fairlead.session.core.SessionSnapshot;
import io.fairlead.session.file.FileDesiredStateStore;
import io.fairlead.session.identity.AgentIdentity;
import io.fairlead.session.identity.KeyAlgorithm;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Runs the cluster's session from the service's start to its end. The service starts only when the
/// state can be loaded; whether there is a connection does not matter to it.
@ApplicationScoped
public class AgentService {
  private static final Logger LOG = Logger.getLogger(AgentService.class);
  private static final Duration CLOSING = Duration.ofSeconds(4);
  private static final Duration OPERATOR_LOOKS = Duration.ofSeconds(1);
  private static final Duration WATCH_LOOKS = Duration.ofSeconds(10);

  private final AgentConfig config;
  private final Vertx vertx;
  private final String version;
  private final ExecutorService executor =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("agent-", 1).factory());
  private volatile @Nullable AgentSession session;
  private volatile @Nullable SessionWatch watch;

  AgentService(
      AgentConfig config,
      Vertx vertx,
      @ConfigProperty(name = "quarkus.application.version") String version) {
    this.config = config;
    this.vertx = vertx;
    this.version = version;
  }

  void start(@Observes StartupEvent event) {
    ResourceId cluster = ResourceId.parse(config.clusterId());
    AgentIdentity identity =
        AgentIdentity.readOrGenerate(cluster, config.keyFile(), KeyAlgorithm.RSA_3072);
    LOG.infof(
        "agent=starting cluster=%s gateway=%s public-key=%s",
        cluster, config.gatewayUrl(), identity.registration().orElse("not in the key file"));
    AgentSettings settings =
        AgentSettings.of(GatewaySetting.address(config))
            .withBackOff(config.shortestBackOff(), config.longestBackOff());
    AgentSession next =
        new AgentSession(
            settings,
            identity,
            FileDesiredStateStore.open(config.stateDir()),
            new HoldingCluster(this::confirmCleanedUp),
            () -> new AgentDescription(version, null, null, null, null, null),
            new AgentEnvironment(
                vertx, executor, Clock.systemUTC(), new Random(), Scheduler.of(vertx)));
    session = next;
    next.start().join();
    SessionWatch alive = new SessionWatch(next::check, System::nanoTime);
    watch = alive;
    vertx.setPeriodic(WATCH_LOOKS.toMillis(), timer -> executor.execute(alive::look));
    Path confirmation = config.stateDir().resolve(RemovalsConfirmationFile.NAME);
    RemovalsConfirmationFile file = new RemovalsConfirmationFile(confirmation, next);
    vertx.setPeriodic(OPERATOR_LOOKS.toMillis(), timer -> executor.execute(file::obey));
  }

  private void confirmCleanedUp(ConfigurationVersion version) {
    Optional.ofNullable(session).ifPresent(running -> running.confirmCleanedUp(version));
  }

  void stop(@Observes ShutdownEvent event) {
    AgentSession running = session;
    if (running == null) {
      return;
    }
    try {
      running.stop().get(CLOSING.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.warnf("agent=stopped-late reason=\"%s\"", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// How the session fares; empty before the state is loaded.
  public Optional<SessionSnapshot> snapshot() {
    return Optional.ofNullable(session).map(AgentSession::snapshot);
  }

  /// Why this process has to be restarted; empty when it need not be.
  public Optional<String> complaint() {
    return Optional.ofNullable(watch).flatMap(SessionWatch::complaint);
  }

  /// Why nothing can be stored now; empty when all is well.
  public Optional<String> storeFault() {
    return Optional.ofNullable(watch).flatMap(SessionWatch::fault);
  }
}
