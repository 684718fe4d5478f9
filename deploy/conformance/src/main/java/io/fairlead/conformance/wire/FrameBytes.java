package io.fairlead.conformance.wire;

import java.nio.ByteBuffer;
import java.util.concurrent.ThreadLocalRandom;

/// WebSocket frames (RFC 6455) as bytes.
final class FrameBytes {
  static final int CONTINUATION = 0;
  static final int TEXT = 1;
  static final int BINARY = 2;
  static final int CLOSE = 8;
  static final int PING = 9;
  static final int PONG = 10;
  static final int FIN = 0x80;
  static final int COMPRESSED = 0x40;
  static final int MASKED = 0x80;
  static final int LENGTH_16 = 126;
  static final int LENGTH_64 = 127;
  static final int MASK_BYTES = 4;

  private static final int LARGEST_HEAD = 14;
  private static final int MOST_16 = 0xffff;

  private FrameBytes() {}

  /// Writes a frame.
  ///
  /// @param first the opcode with its flags
  /// @param masked whether an agent sends it
  static byte[] of(int first, byte[] payload, boolean masked) {
    ByteBuffer frame = ByteBuffer.allocate(LARGEST_HEAD + payload.length);
    frame.put((byte) first);
    int flag = masked ? MASKED : 0;
    if (payload.length < LENGTH_16) {
      frame.put((byte) (flag | payload.length));
    } else if (payload.length <= MOST_16) {
      frame.put((byte) (flag | LENGTH_16)).putShort((short) payload.length);
    } else {
      frame.put((byte) (flag | LENGTH_64)).putLong(payload.length);
    }
    if (masked) {
      byte[] mask = new byte[MASK_BYTES];
      ThreadLocalRandom.current().nextBytes(mask);
      frame.put(mask).put(masked(payload, mask));
    } else {
      frame.put(payload);
    }
    byte[] bytes = new byte[frame.position()];
    frame.flip().get(bytes);
    return bytes;
  }

  /// Masks or unmasks.
  static byte[] masked(byte[] payload, byte[] mask) {
    byte[] result = new byte[payload.length];
    for (int at = 0; at < payload.length; at++) {
      result[at] = (byte) (payload[at] ^ mask[at % MASK_BYTES]);
    }
    return result;
  }
}
