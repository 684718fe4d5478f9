package io.fairlead.local.fleet;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.embedded.StartException;
import io.fairlead.local.Fleet;
import io.fairlead.local.registration.ClusterRegistration;
import io.fairlead.local.registration.Registration;
import io.fairlead.session.AgentEnvironment;
import io.fairlead.session.AgentSettings;
import io.fairlead.session.Scheduler;
import io.fairlead.session.desired.StoreException;
import io.fairlead.session.identity.AgentIdentity;
import io.fairlead.session.identity.IdentityException;
import io.fairlead.session.identity.KeyAlgorithm;
import io.fairlead.session.net.GatewayAddress;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/// Simulated clusters `sim-ship-01`, `sim-ship-02` … in one process. Thread-safe.
///
/// Each keeps its key and its state under `DIR/NAME`, so it is the same cluster after a restart.
/// When
/// one holds back removals (see [io.fairlead.session.desired.RemovalGuard]), a file
/// `DIR/NAME/confirm-removals` confirms them.
public final class SimulatedFleet implements Fleet {
  /// Where the clusters live.
  public static final String SUBSCRIPTION = "00000000-0000-0000-0000-000000000001";

  /// Where the clusters live.
  public static final String RESOURCE_GROUP = "fleet";

  private static final Logger LOG = Logger.getLogger(SimulatedFleet.class);
  private static final String LOCATION = "local";
  private static final String TYPE = "Microsoft.Kubernetes/connectedClusters";
  private static final int EVENT_LOOPS = 2;
  private static final int REGISTERING_AT_A_TIME = 16;
  private static final Duration OPERATOR_LOOKS = Duration.ofSeconds(1);
  private static final Duration CLOSING = Duration.ofMillis(1500);

  /// On one machine nobody is harmed by coming back soon.
  private static final Duration SHORTEST_BACK_OFF = Duration.ofMillis(200);

  private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(5);

  private final Vertx vertx;
  private final ExecutorService executor;
  private final Map<String, SimulatedCluster> clusters = new LinkedHashMap<>();

  private volatile long operatorTimer = -1;

  private SimulatedFleet(Vertx vertx, ExecutorService executor) {
    this.vertx = vertx;
    this.executor = executor;
  }

  /// Starts a fleet; returns once all clusters are registered and their agents are connecting.
  ///
  /// @throws StartException when that fails; nothing of it is then left running
  /// @throws InterruptedException when told to stop waiting
  public static SimulatedFleet start(Settings settings) throws InterruptedException {
    SimulatedFleet fleet =
        new SimulatedFleet(
            Vertx.vertx(
                new VertxOptions()
                    .setEventLoopPoolSize(EVENT_LOOPS)
                    .setUseDaemonThread(true)
                    .setWorkerPoolSize(1)
                    .setInternalBlockingPoolSize(1)),
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("simulated-", 1).factory()));
    try {
      fleet.create(settings);
      fleet.register(settings);
      fleet.clusters.values().forEach(SimulatedCluster::start);
      fleet.lookForOperator();
      return fleet;
    } catch (InterruptedException | StartException e) {
      fleet.close();
      throw e;
    } catch (StoreException | IdentityException | CompletionException e) {
      fleet.close();
      throw new StartException("the simulated fleet cannot start: " + e.getMessage(), e);
    }
  }

  private void create(Settings settings) {
    AgentSettings agent =
        AgentSettings.of(new GatewayAddress(settings.gateway(), null))
            .withBackOff(SHORTEST_BACK_OFF, LONGEST_BACK_OFF);
    AgentEnvironment environment =
        new AgentEnvironment(vertx, executor, Clock.systemUTC(), new Random(), Scheduler.of(vertx));
    for (int number = 1; number <= settings.clusters(); number++) {
      String name = String.format(Locale.ROOT, "sim-ship-%02d", number);
      Path directory = settings.directory().resolve(name);
      ResourceId id = ResourceId.cluster(SUBSCRIPTION, RESOURCE_GROUP, TYPE, name);
      AgentIdentity identity =
          AgentIdentity.readOrGenerate(id, directory.resolve("key.pem"), KeyAlgorithm.EC_P256);
      clusters.put(name, new SimulatedCluster(agent, environment, identity, directory));
    }
  }

  private void register(Settings settings) throws InterruptedException {
    Semaphore places = new Semaphore(REGISTERING_AT_A_TIME);
    List<Future<?>> registrations = new ArrayList<>();
    try (ClusterRegistration registration =
        new ClusterRegistration(settings.api(), settings.tokenFile())) {
      for (SimulatedCluster cluster : clusters.values()) {
        registrations.add(
            executor.submit(
                () -> {
                  places.acquire();
                  try {
                    registration.register(registration(cluster.identity()));
                  } finally {
                    places.release();
                  }
                  return null;
                }));
      }
      for (Future<?> done : registrations) {
        done.get();
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof StartException reason) {
        throw reason;
      }
      throw new StartException("the simulated fleet cannot be registered: " + e.getCause(), e);
    } finally {
      registrations.forEach(registration -> registration.cancel(true));
    }
  }

  private static Registration registration(AgentIdentity identity) {
    String key = identity.registration().orElseThrow();
    return new Registration(identity.cluster(), key, LOCATION, Map.of("simulated", "true"), true);
  }

  private void lookForOperator() {
    operatorTimer =
        vertx.setPeriodic(
            OPERATOR_LOOKS.toMillis(),
            timer ->
                executor.execute(() -> clusters.values().forEach(SimulatedCluster::obeyOperator)));
  }

  /// The names of its clusters.
  public List<String> names() {
    return List.copyOf(clusters.keySet());
  }

  /// A cluster of that name.
  ///
  /// @throws IllegalArgumentException when there is none
  public SimulatedCluster cluster(String name) {
    SimulatedCluster cluster = clusters.get(name);
    if (cluster == null) {
      throw new IllegalArgumentException("no simulated cluster " + name + "; there are " + names());
    }
    return cluster;
  }

  @Override
  public void close() {
    vertx.cancelTimer(operatorTimer);
    Stream<CompletableFuture<Void>> stopping =
        clusters.values().stream()
            .map(cluster -> CompletableFuture.runAsync(cluster::stop, executor));
    try {
      CompletableFuture.allOf(stopping.toArray(CompletableFuture[]::new))
          .get(CLOSING.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.warnf("fleet=closed-late reason=\"%s\"", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    vertx.close().onFailure(e -> LOG.warnf("fleet=network-not-closed reason=\"%s\"", e));
    executor.shutdownNow();
  }
}
