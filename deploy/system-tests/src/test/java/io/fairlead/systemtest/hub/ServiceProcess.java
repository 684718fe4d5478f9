package io.fairlead.systemtest.hub;

import io.fairlead.embedded.ChildProcess;
import io.fairlead.embedded.JavaCommand;
import io.fairlead.embedded.Lifeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One of Fairlead's services as it is shipped, in a JVM of its own, on a port that stays the same.
final class ServiceProcess {
  private static final List<String> JVM_FLAGS =
      List.of("-Xms64m", "-Xmx320m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final HttpClient http = HttpClient.newHttpClient();
  private final String name;
  private final Path jar;
  private final int port;
  private final Map<String, String> environment;
  private final Path log;
  private @Nullable ChildProcess process;

  /// @param module the module's folder name
  /// @param environment besides the address to listen on
  ServiceProcess(
      Path home, String module, int port, Map<String, String> environment, Path directory) {
    this.name = module;
    this.jar = home.resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
    this.port = port;
    this.environment = Map.copyOf(environment);
    this.log = directory.resolve(module + ".log");
    if (!Files.isRegularFile(jar)) {
      throw new IllegalStateException("not built: " + jar + "; run ./fairlead build");
    }
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + port);
  }

  void start() {
    Map<String, String> all = new TreeMap<>(environment);
    all.put("QUARKUS_HTTP_HOST", "127.0.0.1");
    all.put("QUARKUS_HTTP_PORT", Integer.toString(port));
    all.put(Lifeline.VARIABLE, Lifeline.STDIN);
    List<String> command = new ArrayList<>(JavaCommand.withoutInterrupts());
    command.addAll(JVM_FLAGS);
    command.addAll(List.of("-jar", jar.toString()));
    process =
        ChildProcess.start(
            new ChildProcess.Spec(
                name, command, all, log, line -> line.contains("Installed features")));
  }

  void kill9() {
    if (process != null) {
      process.kill();
    }
  }

  void stop() {
    if (process != null) {
      process.stop(GRACE);
    }
  }

  /// Whether it says of itself that it can serve.
  boolean isReady() {
    try {
      return get("/q/health/ready").statusCode() == 200;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  /// What it writes for Prometheus.
  String metrics() {
    return get("/q/metrics").body();
  }

  private java.net.http.HttpResponse<String> get(String path) {
    HttpRequest request =
        HttpRequest.newBuilder(address().resolve(path)).timeout(Duration.ofSeconds(5)).build();
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
