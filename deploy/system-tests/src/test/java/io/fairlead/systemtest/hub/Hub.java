package io.fairlead.systemtest.hub;

import io.fairlead.local.LocalStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A running Fairlead: the four real processes of `./fairlead up`, without its simulated clusters.
/// Not
/// thread-safe, but the addresses may be read by anybody and never change.
public final class Hub implements AutoCloseable {
  private static final Duration HEALTHY = Duration.ofMinutes(2);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final HttpClient http = HttpClient.newHttpClient();
  private final LocalStack stack;
  private final Path directory;

  private Hub(LocalStack stack, Path directory) {
    this.stack = stack;
    this.directory = directory;
  }

  /// Starts a hub with a directory of its own below `target`, and returns when it serves.
  public static Hub start() {
    Path directory =
        Path.of("target", "hub-" + ProcessHandle.current().pid()).toAbsolutePath().normalize();
    LocalStack stack =
        LocalStack.start(
            LocalStack.Settings.forTests(home(), directory),
            line -> System.out.println("hub: " + line));
    return new Hub(stack, directory);
  }

  /// The project's root folder.
  public static Path home() {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.exists(folder.resolve("fairlead"))) {
      folder = folder.getParent();
    }
    if (folder == null) {
      throw new IllegalStateException("not below the project's root folder");
    }
    return folder;
  }

  /// Where everything it keeps is.
  public Path directory() {
    return directory;
  }

  /// The API's base address.
  public URI api() {
    return stack.apiUri();
  }

  /// The gateway's base address.
  public URI gateway() {
    return stack.gatewayUri();
  }

  /// The file with the API's bearer token.
  public Path tokenFile() {
    return stack.tokenFile();
  }

  /// Where the broker is.
  public String bootstrapServers() {
    return stack.bootstrapServers();
  }

  /// Kills a process as `kill -9` does, and returns when it is gone. It is started again by itself.
  public void kill9(HubProcess process) {
    stack.kill9(process.part());
  }

  /// Stops a process in order, and returns when it is gone. It stays away.
  public void stop(HubProcess process) {
    try {
      stack.stop(process.part());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /// Starts a process that was stopped, and returns when it serves.
  public void start(HubProcess process) {
    stack.start(process.part());
  }

  /// Stops the broker, deletes all it keeps, and starts it empty.
  public void wipeBroker() {
    stop(HubProcess.BROKER);
    Path data = stack.directoryOf(HubProcess.BROKER.part()).resolve("data");
    try (Stream<Path> tree = Files.walk(data)) {
      List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start(HubProcess.BROKER);
  }

  /// Waits until every process serves.
  public void awaitHealthy() {
    try {
      stack.awaitHealthy(HEALTHY);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /// How many sessions the gateway has open now, by its own metrics.
  public double sessionsOpen() {
    return Prometheus.sum(gatewayMetrics(), "fairlead_gateway_sessions");
  }

  @Override
  public void close() {
    stack.close();
  }

  private String gatewayMetrics() {
    HttpRequest request =
        HttpRequest.newBuilder(gateway().resolve("/q/metrics")).timeout(PATIENCE).build();
    try {
      return http.send(request, BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
