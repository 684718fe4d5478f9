package io.fairlead.conformance.checks;

import static io.fairlead.conformance.agent.ExpectationFailedException.require;

import io.fairlead.conformance.agent.AgentFrames;
import io.fairlead.conformance.agent.Cluster;
import io.fairlead.conformance.agent.Digest;
import io.fairlead.conformance.agent.ExpectationFailedException;
import io.fairlead.conformance.agent.GatewayFrame.Welcome;
import io.fairlead.conformance.agent.Json;
import io.fairlead.conformance.agent.Session;
import io.fairlead.conformance.kit.Bench;
import io.fairlead.conformance.kit.Check;
import io.fairlead.conformance.kit.NotJudgedException;
import io.fairlead.conformance.wire.Attempt;
import io.fairlead.conformance.wire.HttpAnswer;
import io.fairlead.conformance.wire.UpgradeRequest;
import java.util.List;

/// Connecting: the upgrade, its subprotocol, and the answers that have nothing to do with tokens.
final class UpgradeChecks {
  private static final String SUBPROTOCOL = "fairlead.agent.v1";
  private static final int BAD_REQUEST = 400;

  private UpgradeChecks() {}

  static List<Check> all() {
    return List.of(
        Check.of(
            "3-upgrade",
            "A request by the book is upgraded with the subprotocol",
            UpgradeChecks::upgrade),
        Check.of(
            "3-subprotocol-among-others",
            "The subprotocol is chosen among others that are offered",
            UpgradeChecks::amongOthers),
        Check.of(
            "3-without-compression",
            "An agent that offers no compression gets none, and a session",
            UpgradeChecks::withoutCompression),
        Check.of(
            "3-with-compression",
            "Compressed and plain messages are understood once compression is agreed on",
            UpgradeChecks::withCompression),
        Check.of(
            "3.2-not-a-websocket",
            "A plain GET is refused with 400 NotAWebSocket",
            bench ->
                bench.expectRefusal(
                    BAD_REQUEST, "NotAWebSocket", () -> UpgradeRequest.authorized(null).plain())),
        Check.of(
            "3.2-subprotocol-missing",
            "An upgrade without a subprotocol is refused with 400 SubprotocolRequired",
            bench -> requireSubprotocol(bench)),
        Check.of(
            "3.2-subprotocol-other",
            "An upgrade with another subprotocol is refused with 400 SubprotocolRequired",
            bench -> requireSubprotocol(bench, "fairlead.agent.v2")),
        Check.last(
            "3.2-come-back-later",
            "A refusal with 503 says when to come back, in whole seconds and in milliseconds",
            UpgradeChecks::comeBackLater));
  }

  private static void upgrade(Bench bench) throws InterruptedException {
    Cluster cluster = bench.cluster();
    requireChosen(bench.attempt(() -> UpgradeRequest.bearing(bench.token(cluster).write())));
  }

  private static void amongOthers(Bench bench) throws InterruptedException {
    Cluster cluster = bench.cluster();
    requireChosen(
        bench.attempt(
            () ->
                UpgradeRequest.bearing(bench.token(cluster).write())
                    .offering("chat", "fairlead.agent.v9", SUBPROTOCOL)));
  }

  private static void requireChosen(Attempt attempt) {
    switch (attempt) {
      case Attempt.Opened(var answer, var socket) -> {
        socket.close();
        String chosen = answer.header("Sec-WebSocket-Protocol").orElse("none");
        require(chosen.equals(SUBPROTOCOL), "the subprotocol " + SUBPROTOCOL, chosen);
      }
      case Attempt.Refused(HttpAnswer answer) ->
          throw new ExpectationFailedException("101", answer.status() + " " + answer.body());
    }
  }

  private static void requireSubprotocol(Bench bench, String... offered)
      throws InterruptedException {
    Cluster cluster = bench.cluster();
    bench.expectRefusal(
        BAD_REQUEST,
        "SubprotocolRequired",
        () -> UpgradeRequest.bearing(bench.token(cluster).write()).offering(offered));
  }

  private static void withoutCompression(Bench bench) throws InterruptedException {
    Session session = bench.connect(bench.cluster());
    require(!session.isCompressing(), "no extension that was not offered", "permessage-deflate");
    session.say(AgentFrames.hello(0, Digest.of(List.of()))).expect(Welcome.class);
  }

  private static void withCompression(Bench bench) throws InterruptedException {
    try (Session session = compressing(bench)) {
      session.raw(
          "hello, compressed",
          socket -> socket.sendCompressed(Json.write(AgentFrames.hello(0, Digest.of(List.of())))));
      session.expect(Welcome.class);
      session.say(AgentFrames.heartbeat());
      session.expectAlive();
    }
  }

  /// A connection on which messages may be compressed.
  static Session compressing(Bench bench) throws InterruptedException {
    Cluster cluster = bench.cluster();
    Session session =
        bench.connect(() -> UpgradeRequest.bearing(bench.token(cluster).write()).compressed());
    if (!session.isCompressing()) {
      throw new NotJudgedException("the gateway does not take up the offered compression");
    }
    return session;
  }

  private static void comeBackLater(Bench bench) {
    List<HttpAnswer> met = bench.turnedAway();
    if (met.isEmpty()) {
      throw new NotJudgedException("no attempt was turned away with 503 in this run");
    }
    for (HttpAnswer answer : met) {
      String retryAfter = answer.header("Retry-After").orElse("none");
      require(retryAfter.matches("[0-9]+"), "Retry-After in whole seconds", retryAfter);
      require(
          Bench.json(answer).path("retryAfterMillis").isIntegralNumber(),
          "retryAfterMillis in the body",
          answer.body());
      String code = Bench.json(answer).path("code").asText();
      require(
          List.of("NotReady", "TooManySessions", "TooManyAttempts", "Draining").contains(code),
          "a code of §3.2 for 503",
          answer.body());
    }
  }
}
