package io.fairlead.systemtest.hub;

import static org.awaitility.Awaitility.await;

import io.fairlead.embedded.ChildProcess;
import io.fairlead.embedded.JavaCommand;
import io.fairlead.embedded.Lifeline;
import io.fairlead.embedded.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Another gateway of the same hub, with a table of its own.
public final class SecondGateway implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final Duration GRACE = Duration.ofSeconds(7);

  private final URI address;
  private final ChildProcess process;

  private SecondGateway(URI address, ChildProcess process) {
    this.address = address;
    this.process = process;
  }

  /// Starts it, and returns when it serves.
  public static SecondGateway start(Hub hub) {
    int port = Ports.free();
    Path directory = hub.directory().resolve("second-gateway");
    List<String> command = new ArrayList<>(JavaCommand.withoutInterrupts());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar"));
    command.add(Hub.home().resolve("agent-gateway/target/quarkus-app/quarkus-run.jar").toString());
    ChildProcess process =
        ChildProcess.start(
            new ChildProcess.Spec(
                "second-gateway",
                command,
                Map.of(
                    "KAFKA_BOOTSTRAP_SERVERS",
                    hub.bootstrapServers(),
                    "FAIRLEAD_ENCRYPTION_KEYSET_FILE",
                    hub.keyset().path().toString(),
                    "QUARKUS_HTTP_PORT",
                    Integer.toString(port),
                    Lifeline.VARIABLE,
                    Lifeline.STDIN),
                directory,
                directory.resolve("gateway.log"),
                line -> false));
    SecondGateway gateway =
        new SecondGateway(URI.create("http://" + Ports.LOOPBACK + ":" + port), process);
    try (HttpClient http = HttpClient.newHttpClient()) {
      await("the second gateway serves").atMost(LIMIT).until(() -> gateway.isReady(http));
    }
    return gateway;
  }

  /// Its base address.
  public URI address() {
    return address;
  }

  /// Its process.
  public ProcessHandle process() {
    return ProcessHandle.of(process.pid()).orElseThrow();
  }

  @Override
  public void close() {
    process.stop(GRACE);
  }

  private boolean isReady(HttpClient http) throws InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(address.resolve("/q/health/ready")).build();
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }
}
