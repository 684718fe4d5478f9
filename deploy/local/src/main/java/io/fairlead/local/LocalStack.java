package io.fairlead.local;

import io.fairlead.embedded.Broker;
import io.fairlead.embedded.Database;
import io.fairlead.embedded.DirectoryLock;
import io.fairlead.embedded.Durability;
import io.fairlead.embedded.Ports;
import io.fairlead.embedded.Postgres;
import io.fairlead.embedded.StartException;
import io.fairlead.encryption.KeysetFile;
import io.fairlead.local.agent.AgentTarget;
import io.fairlead.local.agent.AgentVariables;
import io.fairlead.local.agent.Enrolment;
import io.fairlead.session.net.GatewayAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Fairlead on one machine: database, broker, API, gateway, policy engine and simulated fleet. Each
/// process is started again when it dies; all of them end with this JVM, however it ends.
///
/// The parts are called `postgres`, `kafka`, `config-api`, `agent-gateway` and `policy-engine`;
/// with a real cluster there is `cluster-agent` too. Thread-safe.
public final class LocalStack implements AutoCloseable {

  private static final Duration ONE_PART_GRACE = Duration.ofSeconds(7);
  private static final Duration BETWEEN_PROBES = Duration.ofMillis(50);

  /// A real agent, which speaks for a real cluster.
  ///
  /// @param program the agent's program
  /// @param target the cluster
  public record RealAgent(ServiceProgram program, AgentTarget target) {}

  /// What to run.
  ///
  /// @param directory holds all data; created where missing
  /// @param apiPort a port, or 0 for the one used last time where it is free, else any
  /// @param gatewayPort as `apiPort`; instead of any, the one after a wanted API port where it is
  ///     free
  /// @param durability of the database
  /// @param api the API's program
  /// @param gateway the gateway's program
  /// @param engine the policy engine's program
  /// @param clusters how many simulated clusters, 0 or more
  /// @param fleet makes the simulated clusters
  /// @param agent the agent of a real cluster; null for none
  /// @param tuning of the JVMs of the services and the broker
  public record Settings(
      Path directory,
      int apiPort,
      int gatewayPort,
      Durability durability,
      ServiceProgram api,
      ServiceProgram gateway,
      ServiceProgram engine,
      int clusters,
      Fleet.Factory fleet,
      @Nullable RealAgent agent,
      JvmTuning tuning) {

    /// For tests: the built services on any ports, no simulated clusters, not durable against loss
    /// of power.
    ///
    /// @param home the project's root folder
    /// @param directory holds all data
    public static Settings forTests(Path home, Path directory) {
      return new Settings(
          directory,
          Ports.ANY,
          Ports.ANY,
          Durability.FAST,
          ServiceProgram.built(home, ServiceProgram.API),
          ServiceProgram.built(home, ServiceProgram.GATEWAY),
          ServiceProgram.built(home, ServiceProgram.ENGINE),
          0,
          Fleet.none(),
          null,
          JvmTuning.built(home, Jit.QUICK));
    }
  }

  private final Settings settings;
  private final DataDirectory data;
  private final DirectoryLock lock;
  private final HealthProbe apiHealth;
  private final HealthProbe gatewayHealth;
  private final HealthProbe engineHealth;
  private final HttpClient client;
  private final Progress progress;
  private final PostgresPart postgres;
  private final BrokerPart broker;
  private final CompletableFuture<String> failure = new CompletableFuture<>();
  private final Crew crew;
  private volatile boolean stopping;
  private volatile @Nullable Fleet fleet;

  private LocalStack(
      Settings settings,
      Progress progress,
      DataDirectory data,
      DirectoryLock lock,
      HttpClient client,
      HealthProbe apiHealth,
      HealthProbe gatewayHealth,
      HealthProbe engineHealth) {
    this.progress = progress;
    this.client = client;
    this.settings = settings;
    this.data = data;
    this.lock = lock;
    this.apiHealth = apiHealth;
    this.gatewayHealth = gatewayHealth;
    this.engineHealth = engineHealth;
    this.crew = new Crew(progress, failure::complete);
    this.postgres =
        new PostgresPart(
            new Postgres.Settings(
                data.of(PostgresPart.NAME),
                Ports.ANY,
                settings.durability(),
                data.databasePassword(),
                data.log(PostgresPart.NAME)));
    this.broker =
        new BrokerPart(
            new Broker.Settings(
                data.of(BrokerPart.NAME),
                Ports.ANY,
                data.log(BrokerPart.NAME),
                settings.tuning().flags(BrokerPart.NAME, Jars.ofThisJvm())));
  }

  /// Takes the directory and the ports, and starts nothing yet.
  ///
  /// @throws StartException when the directory is in use or not writable, or a wanted port is in
  ///     use
  static LocalStack prepare(Settings settings, Progress progress) {
    Path root = settings.directory().toAbsolutePath().normalize();
    DirectoryLock lock = DirectoryLock.acquire(root);
    try {
      var data = new DataDirectory(root);
      int api =
          Ports.choose(settings.apiPort(), Ports.ANY, data.port(ServiceProgram.API), "the API");
      int gateway =
          Ports.choose(
              settings.gatewayPort(),
              // Beside the API's where that one was wished for: 8081 beside 8080.
              settings.apiPort() == Ports.ANY ? Ports.ANY : settings.apiPort() + 1,
              data.port(ServiceProgram.GATEWAY),
              "the agent gateway");
      int engine =
          Ports.choose(Ports.ANY, Ports.ANY, data.port(ServiceProgram.ENGINE), "the policy engine");
      var client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
      return new LocalStack(
          settings,
          progress,
          data,
          lock,
          client,
          new HealthProbe(client, root(api)),
          new HealthProbe(client, root(gateway)),
          new HealthProbe(client, root(engine)));
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /// Starts everything and returns when it serves.
  ///
  /// @throws StartException when something does not come up; nothing is then left running
  public static LocalStack start(Settings settings, Progress progress) {
    LocalStack stack = prepare(settings, progress);
    try {
      stack.startAll();
      return stack;
    } catch (RuntimeException e) {
      stack.close();
      throw e;
    }
  }

  /// Starts everything and returns when it serves. The caller stops what was started when this
  /// fails.
  ///
  /// @throws StartException when something does not come up, or the stack is stopped meanwhile
  void startAll() {
    KeysetFile keyset = data.keyset();
    crew.start(List.of(postgres, broker));
    Map<String, String> common = Environment.common(broker.bootstrapServers(), keyset.path());
    Database database = postgres.database();
    // Made before the API reads it.
    data.token();
    data.signingKey();
    crew.start(
        List.of(
            service(tuned(settings.api()), apiHealth, Environment.api(common, database, data)),
            service(tuned(settings.gateway()), gatewayHealth, common),
            service(tuned(settings.engine()), engineHealth, common)));
    fleet = crew.run(() -> settings.fleet().start(fleetSettings()));
    RealAgent agent = settings.agent();
    if (agent != null) {
      start(agent);
    }
  }

  private void start(RealAgent agent) {
    AgentTarget target = agent.target();
    Path keyFile = data.of(ServiceProgram.AGENT).resolve("key.pem");
    crew.run(() -> enrol(target, keyFile));
    int port =
        Ports.choose(Ports.ANY, Ports.ANY, data.port(ServiceProgram.AGENT), "the cluster's agent");
    var environment =
        Environment.agent(
            AgentVariables.of(target, keyFile, new GatewayAddress(gatewayUri(), null)));
    crew.start(List.of(service(agent.program(), new HealthProbe(client, root(port)), environment)));
    progress.say(agent.program().name() + " speaks for " + target.cluster());
  }

  private boolean enrol(AgentTarget target, Path keyFile) throws InterruptedException {
    return new Enrolment(apiUri(), tokenFile(), progress).enrol(target, keyFile);
  }

  /// The API's root.
  public URI apiUri() {
    return apiHealth.service();
  }

  /// The gateway's root; agents connect to the same host and port.
  public URI gatewayUri() {
    return gatewayHealth.service();
  }

  /// The policy engine's root, for health and metrics.
  public URI engineUri() {
    return engineHealth.service();
  }

  /// The API's bearer token. Never log it.
  public String token() {
    return data.token();
  }

  /// The file with the API's bearer token.
  public Path tokenFile() {
    return data.tokenFile();
  }

  /// The services' database.
  public Database database() {
    return postgres.database();
  }

  /// Where Kafka's clients find the broker.
  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /// Where a part keeps its data.
  public Path directoryOf(String name) {
    return data.of(name);
  }

  /// The names of all parts that were started.
  public List<String> parts() {
    return crew.names();
  }

  /// The process id of a part.
  public long pid(String name) {
    return crew.find(name).part().pid();
  }

  /// Kills a part as `kill -9` does, and returns when it is gone. It is brought back;
  /// [#awaitHealthy(Duration)] waits for that.
  public void kill9(String name) {
    crew.find(name).kill();
  }

  /// Stops a part in order and leaves it so.
  public void stop(String name) throws InterruptedException {
    crew.find(name).end(ONE_PART_GRACE);
  }

  /// Starts a part that was stopped with [#stop(String)], and returns when it serves.
  ///
  /// @throws StartException when it does not come up
  public void start(String name) {
    crew.find(name).begin();
  }

  /// Waits until every part runs and the services say that they can serve.
  ///
  /// @throws StartException when that is not so in time, or when a part was given up
  public void awaitHealthy(Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!isHealthy()) {
      if (System.nanoTime() > deadline) {
        throw new StartException("not healthy within " + limit.toSeconds() + " s");
      }
      requireNothingGivenUp();
    }
  }

  /// Takes a moment, during which things may get better.
  private void requireNothingGivenUp() throws InterruptedException {
    try {
      String reason = failure.get(BETWEEN_PROBES.toMillis(), TimeUnit.MILLISECONDS);
      throw new StartException(reason);
    } catch (TimeoutException e) {
      // Nothing was.
    } catch (ExecutionException e) {
      throw new IllegalStateException("a failure is never exceptional", e);
    }
  }

  /// Completes, with a line for a person, when a part died too often and was given up.
  public CompletableFuture<String> failure() {
    return failure.copy();
  }

  /// Whether it was told to stop.
  boolean isStopping() {
    return stopping;
  }

  /// Stops everything in order, within ten seconds. The data stays.
  @Override
  public void close() {
    close(Patience.USUAL);
  }

  /// As [#close()], within another time.
  synchronized void close(Patience patience) {
    if (stopping) {
      return;
    }
    stopping = true;
    long start = System.nanoTime();
    try {
      crew.giveUpStarting();
      Fleet started = fleet;
      if (started != null) {
        started.close();
      }
      crew.end(
          List.of(
              ServiceProgram.AGENT,
              ServiceProgram.API,
              ServiceProgram.GATEWAY,
              ServiceProgram.ENGINE),
          Patience.left(start, patience.services()));
      crew.end(
          List.of(PostgresPart.NAME, BrokerPart.NAME), Patience.left(start, patience.servers()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.close();
    }
  }

  private boolean isHealthy() {
    return crew.allServe()
        && apiHealth.isReady()
        && gatewayHealth.isReady()
        && engineHealth.isReady();
  }

  private ServiceProgram tuned(ServiceProgram program) {
    return program.told(settings.tuning().flags(program.name(), Jars.of(program)));
  }

  private ServicePart service(
      ServiceProgram program, HealthProbe health, Map<String, String> environment) {
    var withPort = Environment.withPort(environment, health.service().getPort());
    return new ServicePart(
        new ServicePart.Settings(
            program, withPort, data.of(program.name()), data.log(program.name())),
        health);
  }

  private Fleet.Settings fleetSettings() {
    return new Fleet.Settings(
        apiUri(), gatewayUri(), tokenFile(), settings.clusters(), data.clusters());
  }

  private static URI root(int port) {
    return URI.create("http://" + Ports.LOOPBACK + ":" + port);
  }
}
