package io.fairlead.agent.ssh;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Writes the data types of SSH (RFC 4251, section 5).
final class SshWriter {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /// Bytes without their length.
  SshWriter raw(byte[] value) {
    bytes.writeBytes(value);
    return this;
  }

  SshWriter uint32(int value) {
    return raw(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
  }

  SshWriter string(byte[] value) {
    return uint32(value.length).raw(value);
  }

  SshWriter string(String value) {
    return string(value.getBytes(StandardCharsets.UTF_8));
  }

  /// Java's bytes of an integer are those of SSH.
  SshWriter mpint(BigInteger value) {
    return string(value.toByteArray());
  }

  byte[] toBytes() {
    return bytes.toByteArray();
  }
}
