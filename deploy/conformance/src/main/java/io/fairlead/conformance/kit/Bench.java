package io.fairlead.conformance.kit;

import static io.fairlead.conformance.agent.ExpectationFailedException.require;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.conformance.agent.Cluster;
import io.fairlead.conformance.agent.ClusterKey;
import io.fairlead.conformance.agent.ExpectationFailedException;
import io.fairlead.conformance.agent.Json;
import io.fairlead.conformance.agent.Session;
import io.fairlead.conformance.agent.Token;
import io.fairlead.conformance.agent.Transcript;
import io.fairlead.conformance.arm.ArmClient;
import io.fairlead.conformance.arm.Configurations;
import io.fairlead.conformance.wire.Attempt;
import io.fairlead.conformance.wire.HttpAnswer;
import io.fairlead.conformance.wire.UpgradeRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/// What one check works with: clusters of its own, connections, and a transcript. Closing it breaks
/// what is still connected. For one thread.
public final class Bench implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final int TURNED_AWAY = 503;
  private static final int UNAUTHORIZED = 401;
  private static final int LONGEST_WAIT_SECONDS = 15;

  private final Hub hub;
  private final Transcript transcript = new Transcript();
  private final Queue<Session> sessions = new ConcurrentLinkedQueue<>();

  Bench(Hub hub) {
    this.hub = hub;
  }

  /// A new cluster that the gateway knows.
  public Cluster cluster() throws InterruptedException {
    return cluster(ClusterKey.create());
  }

  /// A new cluster with that key, once the gateway knows it.
  public Cluster cluster(ClusterKey key) throws InterruptedException {
    Cluster cluster = hub.register(key);
    awaitKnown(cluster);
    return cluster;
  }

  /// Waits until the gateway knows a cluster with its key. An expired token tells: it is only said
  /// to have expired when its signature is right, and it opens no session.
  public void awaitKnown(Cluster cluster) throws InterruptedException {
    await(
        "the gateway to know the cluster within " + SOON.toSeconds() + " s of its registration",
        () -> !isStranger(attempt(() -> UpgradeRequest.bearing(expired(cluster)))));
  }

  private String expired(Cluster cluster) {
    return Token.of(cluster, now().minus(Duration.ofHours(1))).write();
  }

  private static boolean isStranger(Attempt attempt) {
    return attempt instanceof Attempt.Refused(HttpAnswer answer)
        && answer.status() == UNAUTHORIZED
        && code(answer).equals("NotAuthentic");
  }

  /// A cluster that is registered nowhere.
  public Cluster unknownCluster() {
    return new Cluster(hub.unregistered(), ClusterKey.create());
  }

  /// The API.
  public ArmClient arm() {
    return hub.arm();
  }

  /// The configurations of a cluster as a user writes them.
  public Configurations configurations(Cluster cluster) {
    return new Configurations(hub.arm(), cluster);
  }

  /// The agent of a new cluster, which holds nothing yet.
  public Replica replica() throws InterruptedException {
    return replica(cluster());
  }

  /// An agent of a cluster, which holds nothing yet.
  public Replica replica(Cluster cluster) {
    return new Replica(this, cluster);
  }

  /// The time by the hub's clock.
  public Instant now() {
    return hub.now();
  }

  /// A token by the book.
  public Token token(Cluster cluster) {
    return Token.of(cluster, now());
  }

  /// The answers 503 that the kit met so far.
  public List<HttpAnswer> turnedAway() {
    return hub.turnedAway();
  }

  /// Connects by the book, without saying hello.
  public Session connect(Cluster cluster) throws InterruptedException {
    return connect(() -> UpgradeRequest.bearing(token(cluster).write()));
  }

  /// Connects with a token that is bent where the protocol allows it.
  public Session connectWith(Supplier<Token> token) throws InterruptedException {
    return connect(() -> UpgradeRequest.bearing(token.get().write()));
  }

  /// Connects; anything but a session is a failure.
  ///
  /// @param request made anew for each try
  public Session connect(Supplier<UpgradeRequest> request) throws InterruptedException {
    return switch (attempt(request)) {
      case Attempt.Opened opened -> {
        Session session = new Session(opened.socket(), transcript);
        sessions.add(session);
        yield session;
      }
      case Attempt.Refused(HttpAnswer answer) ->
          throw new ExpectationFailedException("101", describe(answer));
    };
  }

  /// An attempt must be refused like that, by the rules for every refusal.
  public HttpAnswer expectRefusal(int status, String code, Supplier<UpgradeRequest> request)
      throws InterruptedException {
    String expected = status + " " + code;
    return switch (attempt(request)) {
      case Attempt.Opened opened -> {
        opened.socket().close();
        throw new ExpectationFailedException(expected, "101, a session");
      }
      case Attempt.Refused(HttpAnswer answer) -> {
        require(answer.status() == status && code(answer).equals(code), expected, describe(answer));
        require(
            json(answer).path("message").isTextual(), "a message in the body", describe(answer));
        require(answer.header("Date").isPresent(), "a header Date", "headers " + answer.headers());
        yield answer;
      }
    };
  }

  /// A token must be refused with 401 and this code.
  public HttpAnswer expectTokenRefusal(String code, Supplier<Token> token)
      throws InterruptedException {
    return expectRefusal(UNAUTHORIZED, code, () -> UpgradeRequest.bearing(token.get().write()));
  }

  /// Attempts to connect. Where the gateway says to come back later, this does.
  ///
  /// @param request made anew for each try
  public Attempt attempt(Supplier<UpgradeRequest> request) throws InterruptedException {
    while (true) {
      transcript.sent("GET /agent/v1/session");
      Attempt attempt;
      try {
        attempt = hub.gateway().attempt(request.get());
      } catch (IOException e) {
        throw new ExpectationFailedException("an answer to the attempt", e.toString());
      }
      transcript.heard(describe(attempt.answer()));
      if (attempt.answer().status() != TURNED_AWAY) {
        return attempt;
      }
      hub.noteTurnedAway(attempt.answer());
      Thread.sleep(Duration.ofSeconds(retryAfter(attempt.answer())));
    }
  }

  private static long retryAfter(HttpAnswer answer) {
    String text = answer.header("Retry-After").orElse("");
    return text.matches("[0-9]{1,6}") ? Math.min(LONGEST_WAIT_SECONDS, Long.parseLong(text)) : 1;
  }

  /// Waits until something is so, which may take the hub a moment.
  ///
  /// @param expected what is expected to come
  public void await(String expected, Callable<Boolean> condition) throws InterruptedException {
    long deadline = System.nanoTime() + SOON.toNanos();
    while (!holds(condition)) {
      require(System.nanoTime() < deadline, expected, "not so");
      Thread.sleep(POLL);
    }
  }

  private static boolean holds(Callable<Boolean> condition) throws InterruptedException {
    try {
      return condition.call();
    } catch (InterruptedException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  Transcript transcript() {
    return transcript;
  }

  /// The body of a refusal; an empty object when it is no JSON.
  public static JsonNode json(HttpAnswer answer) {
    try {
      return Json.read(answer.body());
    } catch (JsonProcessingException _) {
      return Json.object();
    }
  }

  private static String code(HttpAnswer answer) {
    return json(answer).path("code").asText("");
  }

  private static String describe(HttpAnswer answer) {
    return answer.status() + " " + answer.body();
  }

  @Override
  public void close() {
    sessions.forEach(Session::close);
  }
}
