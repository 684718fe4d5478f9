package io.fairlead.policy.language.function;

import static io.fairlead.policy.language.function.Function.ANY_NUMBER;

import io.fairlead.policy.language.value.Values;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.UUID;

/// Functions that make a name out of texts, the same one for the same texts.
public final class HashFunctions {
  /// The namespace of ARM's `guid`, documented with Bicep's.
  private static final UUID NAMESPACE = UUID.fromString("11fb06fb-712d-4ddd-98c7-e71bbd588830");

  private static final String DELIMITER = "-";
  private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567";
  private static final int UNIQUE_STRING_LENGTH = 13;
  private static final int BITS_PER_LETTER = 5;

  static final List<Function> ALL =
      List.of(
          Function.of("guid", 1, ANY_NUMBER, a -> Values.text(guid(joined(a)))),
          Function.of("uniqueString", 1, ANY_NUMBER, a -> Values.text(uniqueString(joined(a)))));

  private HashFunctions() {}

  private static String joined(Arguments arguments) {
    return String.join(DELIMITER, arguments.texts());
  }

  /// A name-based UUID (version 5, RFC 9562).
  private static String guid(String name) {
    MessageDigest sha1;
    try {
      sha1 = MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
    sha1.update(
        ByteBuffer.allocate(16)
            .putLong(NAMESPACE.getMostSignificantBits())
            .putLong(NAMESPACE.getLeastSignificantBits())
            .array());
    ByteBuffer hash = ByteBuffer.wrap(sha1.digest(name.getBytes(StandardCharsets.UTF_8)));
    long high = (hash.getLong() & 0xffff_ffff_ffff_0fffL) | 0x5000L;
    long low = (hash.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString();
  }

  /// What `uniqueString` answers for one text: thirteen letters and digits. The 64-bit hash,
  /// five bits a letter from the highest on.
  public static String uniqueString(String text) {
    long hash = MurmurHash64.of(text.getBytes(StandardCharsets.UTF_8));
    StringBuilder letters = new StringBuilder(UNIQUE_STRING_LENGTH);
    for (int i = 0; i < UNIQUE_STRING_LENGTH; i++) {
      letters.append(BASE32.charAt((int) (hash >>> (Long.SIZE - BITS_PER_LETTER))));
      hash <<= BITS_PER_LETTER;
    }
    return letters.toString();
  }
}
