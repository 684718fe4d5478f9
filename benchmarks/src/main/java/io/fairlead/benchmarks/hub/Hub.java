package io.fairlead.benchmarks.hub;

import io.fairlead.benchmarks.waiting.Waiting;
import io.fairlead.embedded.Database;
import io.fairlead.embedded.Durability;
import io.fairlead.embedded.Ports;
import io.fairlead.encryption.Keyring;
import io.fairlead.encryption.PropertiesSeal;
import io.fairlead.local.DataDirectory;
import io.fairlead.local.Fleet;
import io.fairlead.local.Jit;
import io.fairlead.local.JvmTuning;
import io.fairlead.local.LocalStack;
import io.fairlead.local.Progress;
import io.fairlead.local.ServiceProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// A running Fairlead as `./fairlead up` starts it, with PostgreSQL and Kafka as they ship, and
/// without clusters. Thread-safe.
public final class Hub implements AutoCloseable {
  private static final Duration HEALTHY = Duration.ofMinutes(2);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration GONE = Duration.ofSeconds(60);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  private final LocalStack stack;
  private final Path directory;
  private final ProcessGuard guard;
  private final Map<String, ProcessGuard.Watched> watched = new ConcurrentHashMap<>();
  private final HttpClient http = HttpClient.newHttpClient();

  private Hub(LocalStack stack, Path directory, ProcessGuard guard) {
    this.stack = stack;
    this.directory = directory;
    this.guard = guard;
  }

  /// Starts it with a gateway of that size, and returns when it serves.
  ///
  /// @param home the project's root folder, where the services are built
  /// @param directory for all it keeps
  /// @param guard is told of its processes
  /// @throws io.fairlead.embedded.StartException when it does not come up
  public static Hub start(
      Path home, Path directory, GatewaySize gateway, ProcessGuard guard, Progress progress) {
    LocalStack stack =
        LocalStack.start(
            new LocalStack.Settings(
                directory,
                Ports.ANY,
                Ports.ANY,
                Durability.PRODUCTION,
                ServiceProgram.built(home, ServiceProgram.API),
                gateway.program(home),
                ServiceProgram.built(home, ServiceProgram.ENGINE),
                0,
                Fleet.none(),
                null,
                JvmTuning.built(home, Jit.FULL)),
            progress);
    Hub hub = new Hub(stack, directory, guard);
    stack.parts().forEach(hub::watch);
    return hub;
  }

  /// The API's root.
  public URI api() {
    return stack.apiUri();
  }

  /// The gateway's root.
  public URI gateway() {
    return stack.gatewayUri();
  }

  /// The policy engine's root.
  public URI engine() {
    return stack.engineUri();
  }

  /// A bearer token of the API that may do everything.
  public String token() {
    return stack.token();
  }

  /// The services' database.
  public Database database() {
    return stack.database();
  }

  /// Where Kafka's clients find the broker.
  public String bootstrapServers() {
    return stack.bootstrapServers();
  }

  /// Seals properties as the store does.
  public PropertiesSeal seal() {
    return new PropertiesSeal(Keyring.open(new DataDirectory(directory).keysetFile()));
  }

  /// The file of the keys that seal what it keeps.
  public Path keysetFile() {
    return new DataDirectory(directory).keysetFile().path();
  }

  /// The names of its processes, as [LocalStack] has them.
  public List<String> processes() {
    return stack.parts();
  }

  /// The id of a process that runs now.
  public long pid(String process) {
    return stack.pid(process);
  }

  /// Stops a process in order; it stays away until [#startAgain].
  public void stop(String process) throws InterruptedException {
    release(process);
    stack.stop(process);
  }

  /// Starts a process that was stopped, and returns when it serves.
  public void startAgain(String process) {
    stack.start(process);
    watch(process);
  }

  /// Who is to be told of processes that belong to it.
  ProcessGuard guard() {
    return guard;
  }

  private void watch(String process) {
    watched.put(process, guard.watch(process, stack.pid(process), log(process)));
  }

  private void release(String process) {
    ProcessGuard.Watched was = watched.remove(process);
    if (was != null) {
      was.release();
    }
  }

  private Path log(String process) {
    return directory.resolve("logs").resolve(process + ".log");
  }

  /// Where a process keeps its data.
  public Path directoryOf(String process) {
    return stack.directoryOf(process);
  }

  /// Waits until every process serves.
  public void awaitHealthy() throws InterruptedException {
    stack.awaitHealthy(HEALTHY);
  }

  /// The metrics of a service now.
  ///
  /// @param service its root
  public Metrics metrics(URI service) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(service.resolve("/q/metrics"))
            .timeout(PATIENCE)
            // The API tells its metrics to nobody else.
            .header("Authorization", "Bearer " + token())
            .build();
    try {
      return new Metrics(http.send(request, BodyHandlers.ofString()).body());
    } catch (IOException e) {
      throw new UncheckedIOException("no metrics of " + service, e);
    }
  }

  /// How many records the store has published since the API's start.
  public double recordsPublished() throws InterruptedException {
    return metrics(api()).sum("fairlead_publication_records_total");
  }

  /// How many sessions the gateway has open now.
  public double sessionsOpen() throws InterruptedException {
    return metrics(gateway()).sum("fairlead_gateway_sessions");
  }

  /// Waits until the gateway has seen all sessions end.
  ///
  /// @throws IllegalStateException when some are still open a minute later
  public void awaitNoSessions() throws InterruptedException {
    Waiting.until(
        () -> sessionsOpen() == 0,
        () -> "%,.0f sessions of agents that are gone are still open".formatted(sessionsOpen()),
        BETWEEN_LOOKS,
        GONE);
  }

  @Override
  public void close() {
    http.close();
    List.copyOf(watched.keySet()).forEach(this::release);
    stack.close();
  }
}
