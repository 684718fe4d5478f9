package io.fairlead.conformance.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/// The compression of RFC 7692 for one connection. What is sent is compressed message by message,
/// so that no parameter has to be agreed on.
final class Deflation implements AutoCloseable {
  /// Ends each message before compression and is not sent.
  private static final byte[] TAIL = {0, 0, (byte) 0xff, (byte) 0xff};

  private static final int CHUNK = 16 * 1024;

  private final Inflater inflater = new Inflater(true);

  byte[] inflate(byte[] compressed, int limit) throws IOException {
    byte[] whole = Arrays.copyOf(compressed, compressed.length + TAIL.length);
    System.arraycopy(TAIL, 0, whole, compressed.length, TAIL.length);
    inflater.setInput(whole);
    var out = new ByteArrayOutputStream();
    byte[] chunk = new byte[CHUNK];
    try {
      for (int count = inflater.inflate(chunk); count > 0; count = inflater.inflate(chunk)) {
        out.write(chunk, 0, count);
        if (out.size() > limit) {
          throw new IOException("a message inflates to more than " + limit + " bytes");
        }
      }
    } catch (DataFormatException e) {
      throw new IOException("a message cannot be inflated", e);
    }
    return out.toByteArray();
  }

  static byte[] deflate(byte[] plain) {
    try (Deflater deflater = new Deflater(Deflater.BEST_SPEED, true)) {
      deflater.setInput(plain);
      var out = new ByteArrayOutputStream();
      byte[] chunk = new byte[CHUNK];
      int count;
      do {
        count = deflater.deflate(chunk, 0, chunk.length, Deflater.SYNC_FLUSH);
        out.write(chunk, 0, count);
      } while (count == chunk.length);
      return Arrays.copyOf(out.toByteArray(), out.size() - TAIL.length);
    }
  }

  @Override
  public void close() {
    inflater.close();
  }
}
