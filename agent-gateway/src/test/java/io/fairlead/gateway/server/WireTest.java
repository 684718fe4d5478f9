package io.fairlead.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.contract.protocol.CloseCause;
import io.fairlead.contract.protocol.GatewayFrame;
import io.fairlead.contract.protocol.ProtocolLimits;
import io.fairlead.embedded.Backing;
import io.vertx.core.buffer.Buffer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jose4j.jwt.NumericDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What goes wrong between the network and the state machine.
@Tag("process")
class WireTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir private Path directory;
  private final TestHub hub = new TestHub(Backing.shared().bootstrapServers());
  private final TestAgent agent = new TestAgent("edge-1");
  private TestGateway gateway;

  @BeforeEach
  void begin() throws InterruptedException, ExecutionException {
    Backing.shared().deleteAllTopics();
    hub.createTopics();
    hub.cluster(agent.cluster, agent.uid, agent.publicKey());
    gateway =
        new TestGateway(
                "one",
                hub.bootstrapServers(),
                directory,
                settings ->
                    new GatewaySettings(
                        settings.id(),
                        settings.kafka(),
                        settings.table(),
                        settings.sessions(),
                        1,
                        settings.perSecond(),
                        settings.burst(),
                        settings.drainLimit(),
                        settings.drainSpread()))
            .awaitReady();
  }

  @AfterEach
  void end() {
    gateway.close();
    agent.close();
    hub.close();
  }

  @Test
  void every_refusal_is_coded_counted_and_tells_the_hubs_time()
      throws IOException, InterruptedException {
    // Given
    var claims = agent.claims();
    String used = agent.token(claims);
    var expired = agent.claims();
    NumericDate past = NumericDate.now();
    past.addSeconds(-86_400);
    expired.setExpirationTime(past);
    var stranger = new TestAgent("edge-2");

    // Then
    refused(agent.attempt(gateway.port, "nonsense"), 401, "TokenMalformed");
    refused(agent.attempt(gateway.port, agent.token(expired)), 401, "TokenExpired");
    refused(agent.attempt(gateway.port, stranger.token(stranger.claims())), 401, "NotAuthentic");
    assertThat(get()).contains("NotAWebSocket");
    assertThat(agent.attempt(gateway.port, used)).isInstanceOf(TestAgent.Outcome.Connected.class);
    refused(agent.attempt(gateway.port), 503, "TooManySessions");
    for (String code :
        new String[] {
          "TokenMalformed", "TokenExpired", "NotAuthentic", "NotAWebSocket", "TooManySessions"
        }) {
      assertThat(gateway.count("fairlead.gateway.attempts", "outcome", code)).as(code).isEqualTo(1);
    }
    stranger.close();
  }

  @Test
  void a_token_opens_one_connection() {
    // Given
    String token = agent.token(agent.claims());
    var first = (TestAgent.Outcome.Connected) agent.attempt(gateway.port, token);
    first.socket().close();
    await().atMost(SOON).until(() -> gateway.gateway.sessions() == 0);

    // Then
    refused(agent.attempt(gateway.port, token), 401, "TokenReplayed");
  }

  @Test
  void messages_are_compressed_and_no_compressor_is_kept_for_an_agent_that_offers_so()
      throws IOException {
    // When
    String answer = upgraded(agent.token(agent.claims()));

    // Then
    assertThat(answer)
        .startsWith("HTTP/1.1 101 ")
        .containsIgnoringCase("permessage-deflate")
        .contains("client_no_context_takeover", "server_no_context_takeover");
  }

  @Test
  void a_message_over_the_limit_is_named_so() throws Exception {
    // Given
    var connection = connected();

    // When
    connection.socket().writeTextMessage(" ".repeat(ProtocolLimits.MAX_FRAME_BYTES + 10));

    // Then
    assertThat(cause(connection.closed())).isEqualTo(CloseCause.FrameTooLarge);
  }

  @Test
  void a_small_frame_that_inflates_without_bounds_is_cut_off_and_ends_its_connection_only()
      throws InterruptedException, ExecutionException, TimeoutException {
    // Given
    var connection = connected();

    // When
    connection.socket().writeTextMessage(" ".repeat(32 * 1024 * 1024));

    // Then: the decoder gave up, before there was a message whose length could be judged
    assertThat(connection.closed().get(SOON.toSeconds(), TimeUnit.SECONDS).cause())
        .isEqualTo(CloseCause.ConnectionLost);
    await().atMost(SOON).until(() -> gateway.gateway.sessions() == 0);
    connected();
  }

  @Test
  void a_binary_message_is_a_violation() throws Exception {
    // Given
    var connection = connected();

    // When
    connection.socket().writeBinaryMessage(Buffer.buffer("{}"));

    // Then
    assertThat(cause(connection.closed())).isEqualTo(CloseCause.ProtocolViolation);
    assertThat(gateway.count("fairlead.gateway.closes", "cause", "ProtocolViolation")).isEqualTo(1);
  }

  @Test
  void an_agent_that_leaves_is_counted_so() {
    // Given
    var connection = connected();

    // When
    connection.socket().close();

    // Then
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(gateway.count("fairlead.gateway.closes", "cause", "AgentLeft"))
                    .isEqualTo(1));
    await().atMost(SOON).until(() -> gateway.gateway.sessions() == 0);
  }

  private TestAgent.Outcome.Connected connected() {
    var connection = agent.connect(gateway.port);
    await()
        .atMost(SOON)
        .until(() -> agent.frames.stream().anyMatch(GatewayFrame.Welcome.class::isInstance));
    return connection;
  }

  private static CloseCause cause(
      CompletableFuture<io.fairlead.contract.protocol.CloseReason> closed) throws Exception {
    return closed.get(SOON.toSeconds(), TimeUnit.SECONDS).cause();
  }

  private static void refused(TestAgent.Outcome outcome, int status, String code) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            TestAgent.Outcome.Refused.class,
            refused -> {
              assertThat(refused.status()).isEqualTo(status);
              assertThat(refused.code()).isEqualTo(code);
              assertThat(refused.hasDate()).isTrue();
              assertThat(refused.retryAfter() > 0).isEqualTo(status == 503);
            });
  }

  /// The head of the answer to an upgrade.
  private String upgraded(String token) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port)) {
      socket.setSoTimeout((int) SOON.toMillis());
      socket
          .getOutputStream()
          .write(
              String.join(
                      "\r\n",
                      "GET " + ProtocolLimits.PATH + " HTTP/1.1",
                      "Host: localhost",
                      "Upgrade: websocket",
                      "Connection: Upgrade",
                      "Sec-WebSocket-Version: 13",
                      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                      "Sec-WebSocket-Protocol: " + ProtocolLimits.SUBPROTOCOL,
                      "Sec-WebSocket-Extensions: permessage-deflate;"
                          + " client_no_context_takeover; server_no_context_takeover",
                      "Authorization: Bearer " + token,
                      "",
                      "")
                  .getBytes(StandardCharsets.US_ASCII));
      return new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
          .lines()
          .takeWhile(line -> !line.isEmpty())
          .collect(Collectors.joining("\n"));
    }
  }

  private String get() throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(
                      URI.create("http://127.0.0.1:" + gateway.port + ProtocolLimits.PATH))
                  .build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }
}
