package io.fairlead.agent;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fairlead.agent.cluster.ClusterClient;
import io.fairlead.agent.control.ConfigurationType;
import io.fairlead.agent.control.Controllers;
import io.fairlead.agent.control.FluxType;
import io.fairlead.agent.control.OperatorType;
import io.fairlead.agent.control.Tally;
import io.fairlead.agent.lease.Candidacy;
import io.fairlead.agent.lease.Standing;
import io.fairlead.agent.lease.Tenure;
import io.fairlead.agent.operator.OperatorImages;
import io.fairlead.agent.operator.PullPolicy;
import io.fairlead.agent.record.Patience;
import io.fairlead.agent.record.RecordKind;
import io.fairlead.agent.record.RecordStore;
import io.fairlead.agent.ssh.Ed25519Keys;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.session.AgentEnvironment;
import io.fairlead.session.AgentSession;
import io.fairlead.session.AgentSettings;
import io.fairlead.session.Scheduler;
import io.fairlead.session.core.SessionSnapshot;
import io.fairlead.session.identity.AgentIdentity;
import io.fairlead.session.identity.KeyAlgorithm;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Runs the cluster's session and its controllers from when it holds the cluster's lease to the
/// service's end. Whether there is a connection does not matter to the controllers; the cluster's
/// own API is waited for. When another agent has taken the lease the service ends, to be started
/// anew as one that waits.
@ApplicationScoped
public class AgentService {
  private static final Logger LOG = Logger.getLogger(AgentService.class);
  private static final Duration CLOSING = Duration.ofSeconds(4);
  private static final Duration STORING = Duration.ofSeconds(45);
  private static final Duration OPERATOR_LOOKS = Duration.ofSeconds(2);
  private static final Duration WATCH_LOOKS = Duration.ofSeconds(10);
  private static final Duration FACTS_FOUND = Duration.ofHours(6);

  private final AgentConfig config;
  private final Vertx vertx;
  private final String version;
  private final ExecutorService executor =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("agent-", 1).factory());
  private volatile @Nullable Running running;
  private volatile @Nullable SessionWatch watch;

  /// What runs between start and stop.
  private record Running(
      KubernetesClient client,
      Candidacy candidacy,
      RecordStore store,
      AgentSession session,
      Controllers controllers,
      ClusterFacts facts) {}

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
        AgentSettings.of(GatewaySetting.address(config, System.getenv()))
            .withBackOff(config.shortestBackOff(), config.longestBackOff());
    Tenure tenure = new Tenure(System::nanoTime);
    KubernetesClient client = ClusterClient.of(config.kubeconfig(), vertx, tenure);
    RecordStore store = new RecordStore(client, config.namespace(), new Patience(STORING));
    ClusterFacts facts = new ClusterFacts(client, version);
    ConfigurationType flux = new FluxType();
    ConfigurationType operator = new OperatorType(images(config.images()));
    AgentSession session =
        new AgentSession(
            settings,
            identity,
            store,
            new RecordedCluster(
                Map.of(RecordKind.FLUX, flux, RecordKind.GIT, operator),
                store.protectedSecrets(),
                identity.opener(),
                this::reportAgain),
            facts::description,
            new AgentEnvironment(
                vertx, executor, Clock.systemUTC(), new Random(), Scheduler.of(vertx)));
    Controllers controllers =
        new Controllers(
            new Controllers.Settings(
                config.namespace(),
                config.cleanUpLimit(),
                flux,
                operator,
                new Ed25519Keys(new SecureRandom())::generate),
            client,
            store,
            new Controllers.Hub(session::report, session::confirmCleanedUp),
            Clock.systemUTC());
    Candidacy candidacy =
        new Candidacy(
            client,
            config.namespace(),
            config.identity().orElseGet(() -> "agent-" + UUID.randomUUID()),
            tenure,
            executor,
            this::begin,
            this::lost);
    running = new Running(client, candidacy, store, session, controllers, facts);
    candidacy.start();
  }

  private void begin() {
    Running now = running;
    if (now == null) {
      return;
    }
    executor.execute(now.facts()::refresh);
    vertx.setPeriodic(FACTS_FOUND.toMillis(), timer -> executor.execute(now.facts()::refresh));
    var _ = now.session().start().whenComplete((nothing, failure) -> loaded(failure));
  }

  private void lost() {
    LOG.error("lease=lost effect=\"this agent ends, and waits for its turn when started again\"");
    Quarkus.asyncExit(1);
  }

  private static OperatorImages images(AgentConfig.Images images) {
    return new OperatorImages(
        images.flux(),
        images.memcached(),
        images.helmOperator(),
        PullPolicy.IfNotPresent,
        images.mirror().orElse(null));
  }

  private void loaded(@Nullable Throwable failure) {
    Running now = running;
    if (now == null) {
      return;
    }
    if (failure != null) {
      LOG.errorf("state=not-loaded reason=\"%s\"", failure.getMessage());
      return;
    }
    executor.execute(now.controllers()::start);
    SessionWatch looks = new SessionWatch(now.session()::check, System::nanoTime);
    watch = looks;
    vertx.setPeriodic(WATCH_LOOKS.toMillis(), timer -> executor.execute(looks::look));
    RemovalsConfirmation confirmation =
        new RemovalsConfirmation(now.store()::takeConfirmation, now.session());
    vertx.setPeriodic(OPERATOR_LOOKS.toMillis(), timer -> executor.execute(confirmation::obey));
  }

  private void reportAgain() {
    Optional.ofNullable(running).ifPresent(now -> now.controllers().reportAgain());
  }

  void stop(@Observes ShutdownEvent event) {
    Running now = running;
    if (now == null) {
      return;
    }
    running = null;
    if (now.session().snapshot() == null) {
      // It waits for the cluster, and would for ever.
      now.store().close();
    }
    await("session", now.session().stop());
    now.controllers().close();
    // Last of all: from then on another agent acts.
    await("lease", CompletableFuture.runAsync(now.candidacy()::close, executor));
    now.client().close();
  }

  private static void await(String what, CompletableFuture<?> end) {
    try {
      var _ = end.get(CLOSING.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.warnf("agent=stopped-late what=%s reason=\"%s\"", what, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// How this agent stands to the cluster's lease; empty before the start and at the end.
  public Optional<Standing> standing() {
    return Optional.ofNullable(running).map(now -> now.candidacy().standing());
  }

  /// How the session fares; empty before the state is loaded, which is when the lease is held.
  public Optional<SessionSnapshot> snapshot() {
    return Optional.ofNullable(running).map(now -> now.session().snapshot());
  }

  /// What the controllers have done; empty before there are any.
  public Optional<Tally> tally() {
    return Optional.ofNullable(running).map(now -> now.controllers().tally());
  }

  /// What cannot be seen of the cluster: kinds, or the whole API, and a sentence for people on
  /// each.
  public Map<String, String> unseen() {
    return Optional.ofNullable(running).map(now -> now.controllers().unseen()).orElse(Map.of());
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
