package io.fairlead.engine.decision;

import com.dynatrace.hash4j.hashing.HashFunnel;
import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hasher128;
import com.dynatrace.hash4j.hashing.Hashing;

/// Tells equal contents from others, within the engine: of 128 bits, so that none that changed is
/// taken for the same. Nobody can gain by forging one, and it is made for every cluster time and
/// again: it is no cryptographic one.
public record Digest(long high, long low) {
  /// The digest of nothing: no content's.
  public static final Digest NONE = new Digest(0, 0);

  private static final Hasher128 HASHER = Hashing.xxh3_128();

  /// @param fields puts in all that makes a difference, in such a way that it could be read again
  static <T> Digest of(T content, HashFunnel<T> fields) {
    HashValue128 hash = HASHER.hashTo128Bits(content, fields);
    return new Digest(hash.getMostSignificantBits(), hash.getLeastSignificantBits());
  }
}
