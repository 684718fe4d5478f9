package io.fairlead.local.registration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.json.Json;
import io.fairlead.contract.json.UnreadableJsonException;
import io.fairlead.embedded.StartException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Makes clusters known to the hub through its API. Registering again changes nothing, tags that a
/// user has given a cluster included. Thread-safe.
public final class ClusterRegistration implements AutoCloseable {
  private static final String API_VERSION = "2024-01-01";
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int ATTEMPTS = 5;
  private static final int FIRST_SERVER_ERROR = 500;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int NOT_FOUND = 404;
  private static final JsonNode NEW = MissingNode.getInstance();

  private final URI api;
  private final String token;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();
  private final CountDownLatch closed = new CountDownLatch(1);

  /// @param api the API's root
  /// @param tokenFile its bearer token
  /// @throws StartException when the token cannot be read
  public ClusterRegistration(URI api, Path tokenFile) {
    this.api = api;
    try {
      this.token = Files.readString(tokenFile).strip();
    } catch (IOException e) {
      throw new StartException("cannot read the API's token: " + e, e);
    }
  }

  /// Registers a cluster, unless it is registered with that key.
  ///
  /// @return whether anything was changed
  /// @throws StartException when the API refuses it, or does not answer after some attempts, or
  ///     another key is registered that does not give way
  /// @throws InterruptedException when told to stop waiting
  public boolean register(Registration wanted) throws InterruptedException {
    ResourceId cluster = wanted.cluster();
    HttpResponse<byte[]> known = answer(cluster, request(cluster).GET().build());
    JsonNode before = known.statusCode() == NOT_FOUND ? NEW : read(cluster, known);
    String key = before.at("/properties/agentPublicKeyCertificate").asText();
    if (key.equals(wanted.key())) {
      return false;
    }
    if (!key.isEmpty() && !wanted.replacesKey()) {
      throw notRegistered(
          cluster,
          "another key is registered for it, whose agent would be locked out; --replace-key"
              + " replaces it");
    }
    byte[] body = Json.write(body(wanted, before));
    answer(cluster, request(cluster).PUT(HttpRequest.BodyPublishers.ofByteArray(body)).build());
    return true;
  }

  private HttpRequest.Builder request(ResourceId cluster) {
    return HttpRequest.newBuilder(api.resolve(cluster + "?api-version=" + API_VERSION))
        .timeout(PATIENCE)
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", "application/json");
  }

  /// The API's answer, which is a success or, to a question, that there is nothing.
  private HttpResponse<byte[]> answer(ResourceId cluster, HttpRequest request)
      throws InterruptedException {
    String problem = "";
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      try {
        HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        int status = answer.statusCode();
        if (status / 100 == 2 || (status == NOT_FOUND && request.method().equals("GET"))) {
          return answer;
        }
        problem = "HTTP " + status + " " + new String(answer.body(), StandardCharsets.UTF_8);
        if (status < FIRST_SERVER_ERROR && status != TOO_MANY_REQUESTS) {
          break;
        }
      } catch (IOException e) {
        problem = e.toString();
      }
      if (closed.await(200L << attempt, TimeUnit.MILLISECONDS)) {
        break;
      }
    }
    throw notRegistered(cluster, problem);
  }

  private static JsonNode read(ResourceId cluster, HttpResponse<byte[]> known) {
    try {
      return Json.read(known.body(), JsonNode.class);
    } catch (UnreadableJsonException e) {
      throw notRegistered(cluster, "the API's answer is no JSON: " + e.getMessage());
    }
  }

  private static StartException notRegistered(ResourceId cluster, String problem) {
    return new StartException("cluster " + cluster.name() + " not registered: " + problem);
  }

  /// @param before the cluster as it is known, whose place and tags it keeps
  private static ObjectNode body(Registration wanted, JsonNode before) {
    ObjectNode body =
        JsonNodeFactory.instance
            .objectNode()
            .put("location", before.path("location").asText(wanted.location()));
    body.putObject("identity").put("type", "SystemAssigned");
    if (before.path("tags").isObject()) {
      body.set("tags", before.path("tags"));
    } else if (before.isMissingNode()) {
      ObjectNode tags = body.putObject("tags");
      wanted.tags().forEach(tags::put);
    }
    body.putObject("properties").put("agentPublicKeyCertificate", wanted.key());
    return body;
  }

  @Override
  public void close() {
    closed.countDown();
    client.close();
  }
}
