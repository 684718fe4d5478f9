package io.fairlead.systemtest.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against an API that answers what it is told to.
class OwnedKeyTest {
  private static final ResourceId ID =
      ResourceId.parse(
          "/subscriptions/s/resourceGroups/g/providers/Microsoft.Kubernetes/connectedClusters/c"
              + "/providers/Microsoft.KubernetesConfiguration/fluxConfigurations/f");

  private record Scripted(int status, String value, String state) {}

  @TempDir Path directory;
  private final Queue<Scripted> script = new ArrayDeque<>();
  private HttpServer api;
  private OwnedKey key;

  @BeforeEach
  void start() throws IOException {
    api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    api.createContext("/", this::answer);
    api.start();
    Path token = Files.writeString(directory.resolve("token"), "token");
    var user = new ConfigUser(URI.create("http://127.0.0.1:" + api.getAddress().getPort()), token);
    key = new OwnedKey(user, new Persistence(new Semaphore(100), Duration.ofSeconds(30)), ID);
  }

  @AfterEach
  void stop() {
    api.stop(0);
  }

  @Test
  void acceptsTheAnswersOfAHubThatLosesNothing() {
    // Given
    answers(201, 200, 202, 409, 201);
    // When
    key.put("1");
    key.put("2");
    key.delete(false);
    boolean written = key.put("3");
    key.put("4");
    // Then
    assertThat(written).isFalse();
    assertThat(key.isPresent()).isTrue();
  }

  @Test
  void noticesThatAReplacedStateWasLost() {
    // Given
    answers(201, 412);
    key.put("1");
    // When and then
    assertThatThrownBy(() -> key.put("2")).isInstanceOf(AssertionError.class);
  }

  @Test
  void noticesThatWhatIsReplacedHadToBeCreated() {
    // Given
    answers(201, 201);
    key.put("1");
    // When and then
    assertThatThrownBy(() -> key.put("2")).isInstanceOf(AssertionError.class);
  }

  @Test
  void noticesThatThereWasNothingToDelete() {
    // Given
    answers(201, 204);
    key.put("1");
    // When and then
    assertThatThrownBy(() -> key.delete(true)).isInstanceOf(AssertionError.class);
  }

  @Test
  void noticesThatADeletionWasLost() {
    // Given
    answers(201, 200, 200);
    key.put("1");
    key.delete(true);
    // When and then
    assertThatThrownBy(() -> key.put("2")).isInstanceOf(AssertionError.class);
  }

  @Test
  void acceptsThatAnAttemptWithoutAnAnswerWasCarriedOut() {
    // Given
    answers(503, 200, 503, 412);
    script.add(new Scripted(200, "2", "Succeeded"));
    answers(503, 412);
    script.add(new Scripted(200, "2", "Deleting"));
    // When
    key.put("1");
    key.put("2");
    key.delete(false);
    // Then
    assertThat(key.isPresent()).isFalse();
    assertThat(script).isEmpty();
  }

  @Test
  void noticesALossBehindAnAttemptWithoutAnAnswer() {
    // Given
    answers(201, 503, 412);
    script.add(new Scripted(200, "0", "Succeeded"));
    key.put("1");
    // When and then
    assertThatThrownBy(() -> key.put("2")).isInstanceOf(AssertionError.class);
  }

  private void answers(int... statuses) {
    for (int status : statuses) {
      script.add(new Scripted(status, "", "Succeeded"));
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Scripted next = script.remove();
      exchange.getRequestBody().readAllBytes();
      var body = Bodies.flux(next.value());
      body.withObjectProperty("properties").put("provisioningState", next.state());
      exchange.getResponseHeaders().set("ETag", "\"tag\"");
      boolean empty = next.status() == 204;
      byte[] bytes = empty ? new byte[0] : Json.write(body);
      exchange.sendResponseHeaders(next.status(), empty ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }
}
