package io.fairlead.systemtest.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.contract.json.Json;
import io.fairlead.embedded.Lifeline;
import io.fairlead.embedded.Ports;
import io.fairlead.local.ServiceProgram;
import io.fairlead.local.agent.AgentTarget;
import io.fairlead.local.agent.AgentVariables;
import io.fairlead.session.net.GatewayAddress;
import io.fairlead.systemtest.hub.Hub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The agent's own program as a process beside its cluster, as `./fairlead agent connect --run` has
/// it, but for its impatience with the hub. Ends with this JVM, however that ends.
public final class KubeAgent implements AutoCloseable {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final int OK = 200;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, String> environment;
  private final Path log;
  private final URI health;
  private @Nullable Process process;

  /// @param keyFile the cluster's key
  /// @param link the way to the hub
  /// @param log where what it says is kept, over all of its starts
  KubeAgent(AgentTarget target, Path keyFile, Link link, Path log) {
    int port = Ports.free();
    environment =
        new HashMap<>(AgentVariables.of(target, keyFile, new GatewayAddress(link.address(), null)));
    environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
    environment.put("FAIRLEAD_AGENT_SHORTEST_BACK_OFF", "PT0.05S");
    environment.put("FAIRLEAD_AGENT_LONGEST_BACK_OFF", "PT1S");
    environment.put(Lifeline.VARIABLE, Lifeline.STDIN);
    this.log = log;
    this.health = URI.create("http://" + Ports.LOOPBACK + ":" + port + "/q/health/");
  }

  /// Starts it.
  public void start() {
    if (process != null) {
      throw new IllegalStateException("runs");
    }
    var builder =
        new ProcessBuilder(ServiceProgram.built(Hub.home(), ServiceProgram.AGENT).command())
            .redirectErrorStream(true)
            .redirectOutput(Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Kills it as `kill -9` does, and returns when it is gone.
  public void kill9() {
    Process running = running();
    running.destroyForcibly();
    awaitEndOf(running);
  }

  /// Ends it in order, and returns when it is gone.
  public void stop() {
    Process running = running();
    running.destroy();
    awaitEndOf(running);
  }

  /// Waits until it is ready: it has its cluster's last state, whether there is a hub or not.
  public void awaitReady() {
    await("the agent is ready; it says: " + log)
        .atMost(SOON)
        .pollInterval(POLL)
        .until(() -> answers("ready"));
  }

  /// Waits until its session is in that phase.
  ///
  /// @param phase such as `LIVE`
  public void awaitPhase(String phase) {
    await("the agent's session is " + phase + "; it says: " + log)
        .atMost(SOON)
        .pollInterval(POLL)
        .until(() -> phase.equals(phase()));
  }

  /// The file with all that it says.
  public Path log() {
    return log;
  }

  /// Whether it says that it is alive.
  public boolean isAlive() {
    return answers("live");
  }

  /// Where its session is; empty while it has none.
  public String phase() {
    HttpResponse<byte[]> answer = ask("ready");
    JsonNode body = Json.readTree(answer == null ? "{}".getBytes(UTF_8) : answer.body());
    for (JsonNode check : body.path("checks")) {
      if (check.at("/data/session").isTextual()) {
        return check.at("/data/session").asText();
      }
    }
    return "";
  }

  /// What the hub answered to attempts to connect that it did not let in, so far.
  public double refusals() {
    return metric("fairlead_agent_connections_refused_total");
  }

  /// One of its metrics; 0 when it has no such metric or does not answer.
  public double metric(String name) {
    HttpResponse<byte[]> answer = ask("../metrics");
    return answer == null
        ? 0
        : new String(answer.body(), UTF_8)
            .lines()
            .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
            .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
            .sum();
  }

  /// What its process takes of this machine.
  public ProcessCost cost() {
    return new ProcessCost(running().pid());
  }

  @Override
  public void close() {
    if (process != null) {
      kill9();
    }
  }

  private boolean answers(String check) {
    HttpResponse<byte[]> answer = ask(check);
    return answer != null && answer.statusCode() == OK;
  }

  private @Nullable HttpResponse<byte[]> ask(String what) {
    try {
      return http.send(
          HttpRequest.newBuilder(health.resolve(what)).timeout(GRACE).build(),
          BodyHandlers.ofByteArray());
    } catch (IOException notYet) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private Process running() {
    Process running = process;
    if (running == null) {
      throw new IllegalStateException("does not run");
    }
    return running;
  }

  private void awaitEndOf(Process running) {
    try {
      if (!running.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("the agent did not end; it says: " + log);
      }
      process = null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
