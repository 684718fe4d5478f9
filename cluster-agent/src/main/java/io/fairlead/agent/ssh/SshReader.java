package io.fairlead.agent.ssh;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Reads the data types of SSH (RFC 4251, section 5).
///
/// Each method throws [MalformedKeyException] when the bytes end too early.
final class SshReader {
  private final ByteBuffer bytes;

  SshReader(byte[] bytes) {
    this.bytes = ByteBuffer.wrap(bytes);
  }

  int uint32() {
    return ByteBuffer.wrap(raw(Integer.BYTES)).getInt();
  }

  byte[] string() {
    return raw(uint32());
  }

  String text() {
    return new String(string(), StandardCharsets.UTF_8);
  }

  /// How many bytes are left.
  int remaining() {
    return bytes.remaining();
  }

  byte[] raw(int length) {
    if (length < 0 || length > bytes.remaining()) {
      throw new MalformedKeyException("the key ends too early");
    }
    byte[] value = new byte[length];
    bytes.get(value);
    return value;
  }
}
