package io.fairlead.conformance.checks;

import io.fairlead.conformance.agent.AgentFrames;
import io.fairlead.conformance.agent.CloseCause;
import io.fairlead.conformance.agent.Digest;
import io.fairlead.conformance.agent.GatewayFrame.Welcome;
import io.fairlead.conformance.agent.Json;
import io.fairlead.conformance.agent.Session;
import io.fairlead.conformance.kit.Bench;
import io.fairlead.conformance.kit.Check;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/// Frames: what is a frame and what is not, and how large it may be.
final class FrameChecks {
  private static final int MAX_FRAME = 262_144;
  private static final int MAX_DEPTH = 64;
  private static final int PIECE = 200_000;
  private static final String EMPTY = Digest.of(List.of());

  private FrameChecks() {}

  static List<Check> all() {
    return List.of(
        Check.of(
            "4-unknown-property",
            "Unknown properties are ignored, whatever is in them",
            FrameChecks::unknownProperty),
        Check.of(
            "4-in-pieces", "A message may come in several WebSocket frames", FrameChecks::inPieces),
        Check.of("4-ping", "A ping is answered with a pong of the same payload", FrameChecks::ping),
        violation("4-unknown-type", "An unknown type", "{\"type\":\"greeting\"}"),
        violation("4-type-missing", "A missing type", "{\"number\":1}"),
        violation("4-not-json", "Text that is no JSON", "heartbeat"),
        violation("4-not-an-object", "JSON that is no object", "[{\"type\":\"heartbeat\"}]"),
        violation("4-two-values", "Two JSON values in a message", "{\"type\":\"heartbeat\"} {}"),
        violation(
            "4-duplicate-name",
            "A duplicate property name",
            "{\"type\":\"removalsHeld\",\"number\":1,\"number\":1,\"held\":0,\"of\":0}"),
        violation(
            "4-duplicate-name-inside",
            "A duplicate property name inside an unknown property",
            "{\"type\":\"heartbeat\",\"x\":{\"y\":1,\"y\":2}}"),
        violation("4-too-deep", "Nesting deeper than 64", nested(MAX_DEPTH + 1)),
        Check.of(
            "4-deepest",
            "Nesting of 64 is accepted",
            bench -> Sessions.live(bench).say(nested(MAX_DEPTH)).expectAlive()),
        required(
            "hello",
            "{\"type\":\"hello\",\"held\":\"" + EMPTY + "\",\"agent\":{\"agentVersion\":\"1\"}}",
            "epoch"),
        required(
            "hello", "{\"type\":\"hello\",\"epoch\":0,\"agent\":{\"agentVersion\":\"1\"}}", "held"),
        required("hello", "{\"type\":\"hello\",\"epoch\":0,\"held\":\"" + EMPTY + "\"}", "agent"),
        required(
            "hello",
            "{\"type\":\"hello\",\"epoch\":0,\"held\":\"" + EMPTY + "\",\"agent\":{}}",
            "agentVersion"),
        violation(
            "4-required-number",
            "A missing number of a report",
            "{\"type\":\"statuses\",\"statuses\":[]}"),
        violation(
            "4-required-statuses",
            "A missing list of a report",
            "{\"type\":\"statuses\",\"number\":1}"),
        violation(
            "4-required-nonce", "A missing nonce", "{\"type\":\"acknowledge\",\"refused\":[]}"),
        Check.of(
            "4-binary",
            "A binary message is a ProtocolViolation",
            bench -> {
              Session session = Sessions.live(bench);
              byte[] frame = Json.write(AgentFrames.heartbeat()).getBytes(StandardCharsets.UTF_8);
              session.raw("a binary message", wire -> wire.sendBinary(frame));
              session.expectClose(CloseCause.ProtocolViolation);
            }),
        Check.of(
            "4-largest",
            "A frame of 262,144 bytes is accepted",
            bench -> Sessions.live(bench).say(heartbeat(MAX_FRAME, "x")).expectAlive()),
        Check.of(
            "4-too-large",
            "A frame of 262,145 bytes ends the session with FrameTooLarge",
            bench -> tooLarge(bench, heartbeat(MAX_FRAME + 1, "x"))),
        Check.of(
            "4-bytes-not-characters",
            "The limit counts bytes of UTF-8, not characters",
            bench -> tooLarge(bench, heartbeat(MAX_FRAME + 1_000, "é"))),
        Check.of(
            "4-far-too-large",
            "A frame of 3 MB ends the session",
            bench -> Sessions.live(bench).say(heartbeat(3_000_000, "x")).expectTooLarge(true)),
        compressed(
            "4-too-large-inflated",
            "The limit counts bytes before compression",
            MAX_FRAME + 1_000,
            false),
        compressed(
            "4-inflation",
            "A small message that inflates to 16 MB ends the session",
            16_000_000,
            true));
  }

  private static Check violation(String id, String what, String text) {
    return Check.of(
        id,
        what + " is a ProtocolViolation",
        bench -> Sessions.live(bench).say(text).expectClose(CloseCause.ProtocolViolation));
  }

  private static Check required(String frame, String text, String missing) {
    return Check.of(
        "4-required-" + missing.toLowerCase(Locale.ROOT),
        "A " + frame + " without " + missing + " is a ProtocolViolation",
        bench -> Sessions.awaitingHello(bench).say(text).expectClose(CloseCause.ProtocolViolation));
  }

  private static Check compressed(String id, String rule, int bytes, boolean far) {
    return Check.of(
        id,
        rule,
        bench -> {
          Session session = UpgradeChecks.compressing(bench);
          session.say(AgentFrames.hello(0, EMPTY)).expect(Welcome.class);
          session.raw(
              bytes + " bytes, compressed", wire -> wire.sendCompressed(heartbeat(bytes, "x")));
          session.expectTooLarge(far);
        });
  }

  private static void unknownProperty(Bench bench) throws InterruptedException {
    Session session = Sessions.awaitingHello(bench);
    var hello = AgentFrames.hello(0, EMPTY);
    hello.put("later", "a property of tomorrow").putNull("nothing");
    hello.withObject("/agent").putObject("inside").putArray("deeper").add(1);
    session.say(hello).expect(Welcome.class);
    session.say(AgentFrames.heartbeat().put("mood", "fine")).expectAlive();
  }

  private static void inPieces(Bench bench) throws InterruptedException {
    Session session = Sessions.awaitingHello(bench);
    // Two bytes for a letter, so that a piece may end within one.
    String hello = Json.write(AgentFrames.hello(0, EMPTY).put("note", "é".repeat(40)));
    session.raw("hello, in pieces", wire -> wire.sendInPieces(hello, 7));
    session.expectPong("between");
    session.expect(Welcome.class);
  }

  private static void ping(Bench bench) throws InterruptedException {
    Session session = Sessions.live(bench);
    session.raw("ping", wire -> wire.ping("payload"));
    session.expectPong("payload");
  }

  private static void tooLarge(Bench bench, String text) throws InterruptedException {
    Session session = Sessions.live(bench);
    // In pieces that are all read before the end, so that the close is not lost to this side.
    session.raw("a message that is too large", wire -> wire.sendInPieces(text, PIECE));
    session.expectTooLarge(false);
  }

  /// A heartbeat of about so many bytes: exactly, where the filling is one byte.
  private static String heartbeat(int bytes, String filling) {
    int rest = bytes - Json.write(AgentFrames.heartbeat().put("fill", "")).length();
    int each = filling.getBytes(StandardCharsets.UTF_8).length;
    return Json.write(AgentFrames.heartbeat().put("fill", filling.repeat(rest / each)));
  }

  /// A heartbeat that is nested so deep in all.
  private static String nested(int depth) {
    return "{\"type\":\"heartbeat\",\"x\":" + "[".repeat(depth - 1) + "]".repeat(depth - 1) + "}";
  }
}
