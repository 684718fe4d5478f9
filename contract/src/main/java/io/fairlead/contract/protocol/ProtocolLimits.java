package io.fairlead.contract.protocol;

/// The bounds both sides keep and may rely on.
public final class ProtocolLimits {
  /// The WebSocket subprotocol.
  public static final String SUBPROTOCOL = "fairlead.agent.v1";

  /// Where a gateway accepts sessions.
  public static final String PATH = "/agent/v1/session";

  /// The audience of an agent's token.
  public static final String AUDIENCE = "fairlead-agent-gateway";

  /// The largest frame in either direction, in bytes of UTF-8 before compression.
  public static final int MAX_FRAME_BYTES = 256 * 1024;

  /// The largest properties of one configuration, in bytes of UTF-8: leaves room for the frame
  /// around it.
  public static final int MAX_PROPERTIES_BYTES = 192 * 1024;

  /// The most configurations one cluster may have.
  public static final int MAX_CONFIGURATIONS = 20_000;

  /// Frames of changes a gateway sends before it waits for an acknowledgement.
  public static final int MAX_UNACKNOWLEDGED_FRAMES = 4;

  /// The longest life of an agent's token, in seconds.
  public static final int MAX_TOKEN_SECONDS = 300;

  private ProtocolLimits() {}
}
