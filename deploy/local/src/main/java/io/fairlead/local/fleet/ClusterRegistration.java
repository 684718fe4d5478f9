package io.fairlead.local.fleet;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.json.Json;
import io.fairlead.embedded.StartException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Makes clusters known to the hub through its API. Registering again changes nothing. Thread-safe.
final class ClusterRegistration implements AutoCloseable {
  private static final String API_VERSION = "2024-01-01";
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int ATTEMPTS = 5;
  private static final int FIRST_SERVER_ERROR = 500;
  private static final int TOO_MANY_REQUESTS = 429;

  private final URI api;
  private final String token;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();
  private final CountDownLatch closed = new CountDownLatch(1);

  /// @throws StartException when the token cannot be read
  ClusterRegistration(URI api, Path tokenFile) {
    this.api = api;
    try {
      this.token = Files.readString(tokenFile).strip();
    } catch (IOException e) {
      throw new StartException("the fleet cannot read the API's token: " + e, e);
    }
  }

  /// Registers a cluster.
  ///
  /// @param key the public half of its key, in base64
  /// @throws StartException when the API refuses it, or does not answer after some attempts
  /// @throws InterruptedException when told to stop waiting
  void register(ResourceId cluster, String key) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(api.resolve(cluster + "?api-version=" + API_VERSION))
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofByteArray(Json.write(body(key))))
            .build();
    String problem = "";
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      try {
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        problem = "HTTP " + answer.statusCode() + " " + answer.body();
        if (answer.statusCode() / 100 == 2) {
          return;
        }
        if (answer.statusCode() < FIRST_SERVER_ERROR && answer.statusCode() != TOO_MANY_REQUESTS) {
          break;
        }
      } catch (IOException e) {
        problem = e.toString();
      }
      if (closed.await(200L << attempt, TimeUnit.MILLISECONDS)) {
        break;
      }
    }
    throw new StartException("simulated cluster " + cluster.name() + " not registered: " + problem);
  }

  private static ObjectNode body(String key) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("location", "local");
    body.putObject("identity").put("type", "SystemAssigned");
    body.putObject("tags").put("simulated", "true");
    body.putObject("properties").put("agentPublicKeyCertificate", key);
    return body;
  }

  @Override
  public void close() {
    closed.countDown();
    client.close();
  }
}
