package io.fairlead.conformance.agent;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;

/// The digest of a set of versions, written down once more from the protocol's text.
public final class Digest {
  private static final int LANES = 4;

  private Digest() {}

  /// The digest as text.
  public static String of(Collection<Version> versions) {
    long[] sums = new long[LANES];
    for (Version version : versions) {
      ByteBuffer hash = ByteBuffer.wrap(hash(version));
      for (int lane = 0; lane < LANES; lane++) {
        sums[lane] += hash.getLong();
      }
    }
    return "%016x%016x%016x%016x-%d".formatted(sums[0], sums[1], sums[2], sums[3], versions.size());
  }

  private static byte[] hash(Version version) {
    String text = version.key() + "\n" + version.uid() + "\n" + version.generation();
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
