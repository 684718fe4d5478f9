package io.fairlead.api.http;

import static io.fairlead.api.support.ApiUnderTest.CLUSTER;
import static io.fairlead.api.support.ApiUnderTest.CLUSTERS;
import static io.fairlead.api.support.ApiUnderTest.FLUX;
import static io.fairlead.api.support.ApiUnderTest.flux;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.api.support.ApiSettings;
import io.fairlead.api.support.ApiUnderTest;
import io.fairlead.api.support.ApiUnderTest.Reply;
import io.fairlead.api.support.FakeDatabase;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OverloadTest {
  private final FakeDatabase database = new FakeDatabase();

  @Test
  void whileTheDatabaseFailsRequestsAre503AndNothingLeaks() {
    try (var api = ApiUnderTest.over(database)) {
      // Given
      api.register();
      database.takeAway(
          () -> Uni.createFrom().failure(new ConnectException("FATAL: secret detail")));

      // When
      Reply refused = api.get(CLUSTER);
      database.takeAway(null);

      // Then
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.code()).isEqualTo("ServiceUnavailable");
      assertThat(refused.header("Retry-After")).isPresent();
      assertThat(refused.text()).doesNotContain("secret").doesNotContain("Exception");
      assertThat(api.get(CLUSTER).status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "08006, 503, ServiceUnavailable",
    "53300, 503, ServiceUnavailable",
    "57P01, 503, ServiceUnavailable",
    "40001, 503, ServiceUnavailable",
    "57014, 504, GatewayTimeout",
    "23505, 500, InternalServerError",
    "42P01, 500, InternalServerError"
  })
  void whatTheDatabaseSaysTellsAnOutageFromAFault(String sqlState, int status, String code) {
    try (var api = ApiUnderTest.over(database)) {
      // Given
      var said = new SQLException("Key (id)=(secret) already exists", sqlState);
      database.takeAway(
          () -> Uni.createFrom().failure(new IllegalStateException("wrapped secret", said)));

      // When
      Reply refused = api.get(CLUSTER);

      // Then
      assertThat(refused.status()).isEqualTo(status);
      assertThat(refused.code()).isEqualTo(code);
      assertThat(refused.text()).doesNotContain("secret");
    }
  }

  @Test
  void aDatabaseThatIsKnownToBeAwayIsNotWaitedFor() {
    try (var api = ApiUnderTest.over(database)) {
      // Given
      api.databaseAvailable(false);

      // When
      Reply refused = api.get(CLUSTER);
      Reply answered = api.get("/providers/Microsoft.Kubernetes/operations");

      // Then
      assertThat(refused.status()).isEqualTo(503);
      assertThat(answered.status()).isEqualTo(200);
    }
  }

  @Test
  void aRequestThatIsNotAnsweredInTimeIs504() {
    var settings = ApiSettings.DEFAULT.timeout(Duration.ofMillis(50));
    try (var api = ApiUnderTest.over(database, settings)) {
      // Given
      database.takeAway(() -> Uni.createFrom().nothing());

      // When
      Reply refused = api.get(CLUSTER);

      // Then
      assertThat(refused.status()).isEqualTo(504);
      assertThat(refused.code()).isEqualTo("GatewayTimeout");
      assertThat(refused.header("Retry-After")).isPresent();
    }
  }

  @Test
  void aFaultOfThisServerIs500WithoutDetails() {
    InstantSource broken =
        () -> {
          throw new IllegalStateException("the clock fell off the wall");
        };
    try (var api = ApiUnderTest.over(database.stores(), database.policyFeed(), broken)) {
      // Given
      api.register();

      // When
      Reply refused = api.put(FLUX + "/baseline", flux("main"));

      // Then
      assertThat(refused.status()).isEqualTo(500);
      assertThat(refused.code()).isEqualTo("InternalServerError");
      assertThat(refused.text()).doesNotContain("java").doesNotContain("clock");
    }
  }

  @Test
  void oneRequestMoreThanMayBeWorkedOnIsTurnedAwayAtOnce() throws Exception {
    var settings = ApiSettings.DEFAULT.concurrent(2);
    try (var api = ApiUnderTest.over(database, settings)) {
      // Given
      var release = new CompletableFuture<Void>();
      var inside = new CountDownLatch(2);
      database.takeAway(
          () -> {
            inside.countDown();
            return Uni.createFrom().completionStage(release);
          });
      var first = api.call("GET", CLUSTER).start();
      var second = api.call("GET", CLUSTER).start();
      assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();

      // When
      Reply refused = api.get(CLUSTER);

      // Then
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.header("Retry-After")).hasValue("1");
      release.complete(null);
      assertThat(first.join().status()).isEqualTo(404);
      assertThat(second.join().status()).isEqualTo(404);
      assertThat(api.get(CLUSTER).status()).isEqualTo(404);
    }
  }

  @Test
  void aBodyThatDoesNotArriveIs408() {
    var settings = ApiSettings.DEFAULT.readTimeout(Duration.ofMillis(100));
    try (var api = ApiUnderTest.over(database, settings)) {
      // When
      String raw =
          Sockets.exchange(
              api.port(),
              Sockets.put(FLUX + "/x", "{}").replace("Content-Length: 2", "Content-Length: 99"));

      // Then
      assertThat(raw).startsWith("HTTP/1.1 408 ").contains("RequestTimeout");
    }
  }

  @Test
  void aBodyThatIsStillArrivingKeepsNobodyOut() throws Exception {
    try (var api = ApiUnderTest.over(database, ApiSettings.DEFAULT.concurrent(1));
        var slow = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
      // Given
      send(slow, beginningOf(Sockets.put(FLUX + "/x", ApiUnderTest.cluster())));

      // When
      Reply answered = api.register();

      // Then
      assertThat(answered.status()).isEqualTo(201);
    }
  }

  @Test
  void bodiesThatNeedMoreMemoryThanThereIsAreTurnedAway() throws Exception {
    try (var api = ApiUnderTest.over(database, ApiSettings.DEFAULT.bodyMemory(100_000));
        var slow = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
      // Given
      String body = "{\"tags\": {\"a\": \"" + "x".repeat(5_000) + "\"}}";
      send(slow, beginningOf(Sockets.put(FLUX + "/x", body)));
      await().until(() -> api.put(CLUSTER, body).status() == 503);

      // When
      slow.shutdownOutput();

      // Then
      await().until(() -> api.put(CLUSTER, body).status() == 400);
      assertThat(api.register().status()).isEqualTo(201);
    }
  }

  @Test
  void anAnswerThatIsNotTakenKeepsItsSlotUntilItIs() throws Exception {
    try (var api = ApiUnderTest.over(database, ApiSettings.DEFAULT.concurrent(1));
        var slow = new Socket()) {
      // Given
      fill(api);
      askForAllWithoutReading(api, slow);
      await().until(() -> api.get(CLUSTER).status() == 503);

      // When
      slow.getInputStream().transferTo(OutputStream.nullOutputStream());

      // Then
      await().until(() -> api.get(CLUSTER).status() == 200);
    }
  }

  @Test
  void anAnswerThatIsNotTakenInTimeIsGivenUp() throws Exception {
    var settings = ApiSettings.DEFAULT.concurrent(1).writeTimeout(Duration.ofMillis(300));
    try (var api = ApiUnderTest.over(database, settings);
        var slow = new Socket()) {
      // Given
      fill(api);

      // When
      askForAllWithoutReading(api, slow);

      // Then
      await().until(() -> api.get(CLUSTER).status() == 503);
      await().until(() -> api.get(CLUSTER).status() == 200);
    }
  }

  @Test
  void whoIsRefusedCannotKeepItsConnectionWithABodyThatNeverEnds() {
    var settings = ApiSettings.DEFAULT.readTimeout(Duration.ofMillis(200));
    try (var api = ApiUnderTest.over(database, settings)) {
      // When
      String raw =
          Sockets.exchange(
              api.port(),
              beginningOf(Sockets.put(FLUX + "/x", ApiUnderTest.cluster()))
                  .replace("Connection: close", "Connection: keep-alive")
                  .replace("Bearer", "Basic"));

      // Then
      assertThat(raw).startsWith("HTTP/1.1 401 ").contains("AuthenticationFailed");
    }
  }

  private static String beginningOf(String request) {
    return request.substring(0, request.length() - 1);
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }

  /// More than the buffers of a connection hold.
  private void fill(ApiUnderTest api) {
    api.register();
    for (int i = 0; i < 300; i++) {
      String body = ApiUnderTest.cluster().replace("{\"location\"", "{\"tags\": %s, \"location\"");
      String tags =
          IntStream.range(0, 50)
              .mapToObj(tag -> "\"t%d\": \"%s\"".formatted(tag, "x".repeat(256)))
              .collect(Collectors.joining(", ", "{", "}"));
      assertThat(api.put(CLUSTERS + "/c" + i, body.formatted(tags)).status()).isEqualTo(201);
    }
  }

  private static void askForAllWithoutReading(ApiUnderTest api, Socket slow) throws IOException {
    slow.setReceiveBufferSize(4096);
    slow.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), api.port()));
    send(slow, Sockets.get(CLUSTERS + "?api-version=2021-10-01&$top=1000"));
  }
}
