package io.fairlead.conformance.agent;

import static io.fairlead.conformance.agent.ExpectationFailedException.require;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.conformance.wire.Message;
import io.fairlead.conformance.wire.WireSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One connection to a gateway, frame by frame. What the gateway says is held to the rules that
/// every frame must keep; a check says what it expects besides. For one thread.
public final class Session implements AutoCloseable {
  /// How long an answer may take that is not bounded more closely by the protocol.
  public static final Duration PATIENCE = Duration.ofSeconds(12);

  /// How long nothing must come where nothing may come.
  public static final Duration QUIET = Duration.ofMillis(700);

  private static final int MAX_FRAME = 262_144;
  private static final int MAX_REASON = 123;
  private static final int MESSAGE_TOO_BIG = 1009;
  private static final int NORMAL = 1000;

  private final WireSocket wire;
  private final Transcript transcript;
  private long lastNonce;

  public Session(WireSocket wire, Transcript transcript) {
    this.wire = wire;
    this.transcript = transcript;
  }

  /// Sends a frame.
  public Session say(JsonNode frame) {
    return say(Json.write(frame));
  }

  /// Sends a text message, whatever it is.
  public Session say(String text) {
    transcript.sent(text);
    wire.send(text);
    return this;
  }

  /// Sends frames in one write, so that they arrive together.
  public Session sayAtOnce(JsonNode... frames) {
    List<String> texts = List.of(frames).stream().map(Json::write).toList();
    texts.forEach(transcript::sent);
    wire.send(texts);
    return this;
  }

  /// Does something to the connection itself.
  ///
  /// @param what for the transcript
  public Session raw(String what, Consumer<WireSocket> action) {
    transcript.sent(what);
    action.accept(wire);
    return this;
  }

  /// Whether messages may be compressed.
  public boolean isCompressing() {
    return wire.isCompressing();
  }

  /// The next frame, which must be of that kind.
  public <T extends GatewayFrame> T expect(Class<T> kind) throws InterruptedException {
    GatewayFrame frame = next(PATIENCE);
    if (!kind.isInstance(frame)) {
      throw new ExpectationFailedException(
          name(kind), frame == null ? "nothing in time" : frame.toString());
    }
    return kind.cast(frame);
  }

  /// The next frame; null when none comes in time. A close is not expected here.
  public @Nullable GatewayFrame next(Duration limit) throws InterruptedException {
    return switch (hear(limit)) {
      case null -> null;
      case Message.Text text -> frame(text);
      case Message.Binary binary ->
          throw new ExpectationFailedException(
              "text messages", "a binary message of " + binary.bytes() + " bytes");
      case Message.Pong _ -> next(limit);
      case Message.Closed closed ->
          throw new ExpectationFailedException(
              "the session to go on", "close " + closed.code() + " " + closed.reason());
      case Message.Lost lost ->
          throw new ExpectationFailedException(
              "the session to go on", "a broken connection: " + lost.why());
    };
  }

  /// Nothing may come for a while, and the session must not end.
  ///
  /// @param why completes "expected nothing …"
  public void expectQuiet(String why) throws InterruptedException {
    GatewayFrame frame = next(QUIET);
    require(frame == null, "nothing " + why, frame == null ? "" : frame);
  }

  /// The answer to a ping that was sent with this payload; frames before it are read over.
  public void expectPong(String payload) throws InterruptedException {
    Message message = hear(PATIENCE);
    while (message instanceof Message.Text text) {
      frame(text);
      message = hear(PATIENCE);
    }
    require(
        message instanceof Message.Pong(String found) && found.equals(payload),
        "a pong with the ping's payload",
        describe(message));
  }

  /// The session must be alive: a ping is answered.
  public void expectAlive() throws InterruptedException {
    raw("ping", socket -> socket.ping("alive?"));
    expectPong("alive?");
  }

  /// The session must end with this cause; frames before that are read over.
  public void expectClose(CloseCause cause) throws InterruptedException {
    expectClose(cause, PATIENCE);
  }

  /// The session must end with this cause in time; frames before that are read over.
  public void expectClose(CloseCause cause, Duration limit) throws InterruptedException {
    requireClosed(end(limit), cause);
  }

  private static void requireClosed(@Nullable Message last, CloseCause cause) {
    String expected = "close " + cause.code() + " with the cause " + cause;
    require(last instanceof Message.Closed, expected, describe(last));
    if (last instanceof Message.Closed(int code, String reason)) {
      require(code == cause.code(), expected, describe(last));
      require(
          reason.getBytes(StandardCharsets.UTF_8).length <= MAX_REASON,
          "a reason of at most 123 bytes",
          reason);
      require(cause.name().equals(cause(reason)), expected + " as JSON", describe(last));
    }
  }

  /// The session must end with this cause, unless a frame comes first.
  ///
  /// @return whether a frame came first
  public boolean expectCloseOrFrame(CloseCause cause) throws InterruptedException {
    Message first = hear(PATIENCE);
    if (first instanceof Message.Text text) {
      frame(text);
      return true;
    }
    requireClosed(first, cause);
    return false;
  }

  /// The session must end because a message was too large: told so, by code 1009, or, where the
  /// message is far too large, without a word.
  public void expectTooLarge(boolean farTooLarge) throws InterruptedException {
    Message last = end(PATIENCE);
    boolean told =
        switch (last) {
          case Message.Closed(int code, String reason) ->
              code == MESSAGE_TOO_BIG
                  || (code == CloseCause.FrameTooLarge.code()
                      && CloseCause.FrameTooLarge.name().equals(cause(reason)));
          case Message.Lost _ -> farTooLarge;
          case null, default -> false;
        };
    require(told, "an end for FrameTooLarge or with 1009", describe(last));
  }

  /// Leaves in order; the gateway must answer the close.
  public void leave() throws InterruptedException {
    raw("close 1000", socket -> socket.close(NORMAL, ""));
    Message last = end(PATIENCE);
    require(last instanceof Message.Closed, "an answer to the close", describe(last));
  }

  /// Breaks the connection without a word, whatever its state.
  @Override
  public void close() {
    wire.close();
  }

  private @Nullable Message end(Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    Message message = hear(limit);
    while (message != null
        && !(message instanceof Message.Closed || message instanceof Message.Lost)) {
      message = hear(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
    }
    return message;
  }

  private @Nullable Message hear(Duration limit) throws InterruptedException {
    Message message = wire.next(limit);
    if (message != null) {
      transcript.heard(message instanceof Message.Text text ? text.text() : describe(message));
    }
    return message;
  }

  private GatewayFrame frame(Message.Text message) {
    require(
        message.bytes() <= MAX_FRAME,
        "frames of at most 262144 bytes",
        "one of " + message.bytes() + " bytes");
    GatewayFrame frame;
    try {
      frame = FrameReader.read(message.text());
    } catch (MalformedFrameException e) {
      throw new ExpectationFailedException(
          "a frame by the protocol", String.valueOf(e.getMessage()));
    }
    if (frame instanceof GatewayFrame.Changes changes) {
      lastNonce++;
      require(changes.nonce() == lastNonce, "nonce " + lastNonce, "nonce " + changes.nonce());
    }
    return frame;
  }

  private static String cause(String reason) {
    try {
      return Json.read(reason).path("cause").asText();
    } catch (JsonProcessingException e) {
      return "no JSON: " + e.getOriginalMessage();
    }
  }

  private static String name(Class<?> kind) {
    return kind.getSimpleName().toLowerCase(java.util.Locale.ROOT);
  }

  private static String describe(@Nullable Message message) {
    return switch (message) {
      case null -> "nothing in time";
      case Message.Text text -> text.text();
      case Message.Binary binary -> "a binary message of " + binary.bytes() + " bytes";
      case Message.Pong pong -> "pong " + pong.payload();
      case Message.Closed closed -> "close " + closed.code() + " " + closed.reason();
      case Message.Lost lost -> "a broken connection: " + lost.why();
    };
  }
}
