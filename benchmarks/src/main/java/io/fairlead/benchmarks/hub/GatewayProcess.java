package io.fairlead.benchmarks.hub;

import io.fairlead.benchmarks.waiting.Waiting;
import io.fairlead.embedded.ChildProcess;
import io.fairlead.embedded.Lifeline;
import io.fairlead.embedded.Ports;
import io.fairlead.local.Environment;
import io.fairlead.local.Jit;
import io.fairlead.local.ServiceProgram;
import java.io.File;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Another gateway of a hub, with a table of its own, which is started and ended as one pleases:
/// nobody looks after it, and it may take longer than `./fairlead up` has patience for. Not
/// thread-safe.
public final class GatewayProcess implements AutoCloseable {
  private static final Duration BETWEEN_PROBES = Duration.ofMillis(20);
  private static final Duration STOP = Duration.ofSeconds(20);
  private static final Duration PROBE = Duration.ofSeconds(2);
  private static final int OK = 200;
  private static final double NANOS = 1e9;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Path directory;
  private final URI root;
  private final ChildProcess.Spec spec;
  private final ProcessGuard guard;
  private ChildProcess process;
  private ProcessGuard.Watched watched;
  private long begin;

  /// Starts it for the first time.
  ///
  /// @param home the project's root folder
  /// @param directory of its own
  public GatewayProcess(Path home, Hub hub, Path directory) {
    this.directory = directory;
    this.root = URI.create("http://" + Ports.LOOPBACK + ":" + Ports.free());
    this.spec =
        new ChildProcess.Spec(
            "gateway",
            ServiceProgram.built(home, ServiceProgram.GATEWAY).compiled(Jit.FULL).command(),
            environment(hub, root.getPort()),
            directory,
            directory.resolve("gateway.log"),
            line -> false);
    this.guard = hub.guard();
    this.begin = System.nanoTime();
    this.process = ChildProcess.start(spec);
    this.watched = watch();
  }

  /// As `./fairlead up` tells its own; it ends with this process.
  private static Map<String, String> environment(Hub hub, int port) {
    Map<String, String> common = Environment.common(hub.bootstrapServers(), hub.keysetFile());
    Map<String, String> environment = new HashMap<>(Environment.withPort(common, port));
    environment.put(Lifeline.VARIABLE, Lifeline.STDIN);
    return Map.copyOf(environment);
  }

  private ProcessGuard.Watched watch() {
    return guard.watch("gateway", process.pid(), spec.log());
  }

  /// Where agents find it.
  public URI root() {
    return root;
  }

  /// The id of the process that runs now.
  public long pid() {
    return process.pid();
  }

  /// Starts it again; it goes on with its table where that is.
  public void start() {
    begin = System.nanoTime();
    process = ChildProcess.start(spec);
    watched = watch();
  }

  /// Waits until it says that it serves.
  ///
  /// @return seconds since its start
  /// @throws IllegalStateException when that is not so in time, or it ends
  public double awaitReady(Duration limit) throws InterruptedException {
    Waiting.until(
        this::isReady,
        () -> "the gateway is not ready; it said last: " + lastLines() + ";",
        BETWEEN_PROBES,
        limit);
    return sinceStart();
  }

  /// Seconds since its last start.
  public double sinceStart() {
    return (System.nanoTime() - begin) / NANOS;
  }

  private String lastLines() {
    List<String> lines = process.lastLines();
    return String.join(" | ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
  }

  private boolean isReady() throws InterruptedException {
    if (!process.isAlive()) {
      throw new IllegalStateException("the gateway has ended; it said last: " + lastLines());
    }
    HttpRequest request =
        HttpRequest.newBuilder(root.resolve("/q/health/ready")).timeout(PROBE).build();
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode() == OK;
    } catch (IOException notServing) {
      return false;
    }
  }

  /// Ends it in order.
  public void stop() {
    watched.release();
    process.stop(STOP);
  }

  /// Kills it as `kill -9` does.
  public void kill() {
    watched.release();
    process.kill();
  }

  /// How many bytes its table takes on the disk; it must not run.
  public long tableBytes() {
    Path state = directory.resolve("state");
    try (Stream<Path> tree = Files.walk(state)) {
      return tree.map(Path::toFile).filter(File::isFile).mapToLong(File::length).sum();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + state, e);
    }
  }

  /// Deletes its table; it must not run.
  public void forget() {
    Path state = directory.resolve("state");
    try (Stream<Path> tree = Files.walk(state)) {
      List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + state, e);
    }
  }

  @Override
  public void close() {
    stop();
    http.close();
  }
}
