package io.fairlead.contract.protocol;

import io.fairlead.contract.json.Json;
import io.fairlead.contract.json.UnreadableJsonException;
import java.nio.charset.StandardCharsets;

/// Writes and reads frames as the text of WebSocket messages. Thread-safe, no state.
public final class FrameCodec {
  private FrameCodec() {}

  /// Writes a frame.
  ///
  /// @throws FrameTooLargeException when it is larger than [ProtocolLimits#MAX_FRAME_BYTES];
  /// splitting is
  ///     the sender's work
  public static String write(Frame frame) {
    byte[] bytes = Json.write(frame);
    if (bytes.length > ProtocolLimits.MAX_FRAME_BYTES) {
      throw new FrameTooLargeException(frame.getClass().getSimpleName(), bytes.length);
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /// Reads what an agent said.
  ///
  /// @throws UnreadableJsonException when it is no such frame
  public static AgentFrame readAgentFrame(String text) {
    return Json.read(text.getBytes(StandardCharsets.UTF_8), AgentFrame.class);
  }

  /// Reads what a gateway said.
  ///
  /// @throws UnreadableJsonException when it is no such frame
  public static GatewayFrame readGatewayFrame(String text) {
    return Json.read(text.getBytes(StandardCharsets.UTF_8), GatewayFrame.class);
  }
}
