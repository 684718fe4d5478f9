package io.fairlead.conformance.arm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.conformance.agent.Cluster;
import io.fairlead.conformance.agent.ExpectationFailedException;
import io.fairlead.conformance.agent.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The hub's API. An answer that says that a request was not carried out fails the check that
/// asked. Thread-safe.
public final class ArmClient implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String SUBSCRIPTIONS_VERSION = "2021-04-01";
  private static final String CLUSTERS_VERSION = "2021-10-01";
  private static final String CONFIGURATIONS_VERSION = "2023-05-01";
  private static final int OK_FROM = 200;
  private static final int OK_BELOW = 300;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();
  private final String api;
  private final String token;

  public ArmClient(URI api, String token) {
    this.api = api.toString().replaceAll("/+$", "");
    this.token = token;
  }

  /// Any request that needs nothing but a right address and token.
  ///
  /// @throws IOException when there is no answer
  public ArmAnswer probe() throws IOException, InterruptedException {
    return exchange("GET", "/subscriptions?api-version=" + SUBSCRIPTIONS_VERSION, null);
  }

  /// Registers a cluster or replaces its key.
  public void register(Cluster cluster) throws InterruptedException {
    register(cluster, "conformance");
  }

  /// The same with a tag of that value.
  public void register(Cluster cluster, String purpose) throws InterruptedException {
    ObjectNode body = Json.object().put("location", "westeurope");
    body.putObject("identity").put("type", "SystemAssigned");
    body.putObject("tags").put("purpose", purpose);
    body.putObject("properties").put("agentPublicKeyCertificate", cluster.key().registered());
    carriedOut("PUT", cluster(cluster.id()), body);
  }

  /// Deletes a cluster with its configurations.
  public void deregister(String cluster) throws InterruptedException {
    carriedOut("DELETE", cluster(cluster), null);
  }

  ArmAnswer get(String configuration) throws InterruptedException {
    return send("GET", configuration(configuration, ""), null);
  }

  void put(String configuration, JsonNode body) throws InterruptedException {
    carriedOut("PUT", configuration(configuration, ""), body);
  }

  void patch(String configuration, JsonNode body) throws InterruptedException {
    carriedOut("PATCH", configuration(configuration, ""), body);
  }

  void delete(String configuration, boolean force) throws InterruptedException {
    carriedOut("DELETE", configuration(configuration, force ? "&forceDelete=true" : ""), null);
  }

  private static String cluster(String id) {
    return id + "?api-version=" + CLUSTERS_VERSION;
  }

  private static String configuration(String id, String more) {
    return id + "?api-version=" + CONFIGURATIONS_VERSION + more;
  }

  private void carriedOut(String method, String path, @Nullable JsonNode body)
      throws InterruptedException {
    ArmAnswer answer = send(method, path, body);
    ExpectationFailedException.require(
        answer.status() >= OK_FROM && answer.status() < OK_BELOW,
        "the API to carry out " + method + " " + path,
        answer.status() + " " + answer.body());
  }

  private ArmAnswer send(String method, String path, @Nullable JsonNode body)
      throws InterruptedException {
    try {
      return exchange(method, path, body);
    } catch (IOException e) {
      throw new ExpectationFailedException(
          "the API to answer " + method + " " + path, e.toString());
    }
  }

  private ArmAnswer exchange(String method, String path, @Nullable JsonNode body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(api + path))
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + token)
            .header("Accept", "application/json");
    if (body == null) {
      request.method(method, BodyPublishers.noBody());
    } else {
      request.header("Content-Type", "application/json");
      request.method(method, BodyPublishers.ofString(Json.write(body)));
    }
    HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
    return new ArmAnswer(
        answer.statusCode(), json(answer.body()), answer.headers().firstValue("Date"));
  }

  private static JsonNode json(String body) {
    try {
      return body.isEmpty() ? MissingNode.getInstance() : Json.read(body);
    } catch (JsonProcessingException _) {
      return MissingNode.getInstance();
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
