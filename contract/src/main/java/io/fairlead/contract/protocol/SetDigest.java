package io.fairlead.contract.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.fairlead.contract.id.ConfigurationVersion;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A digest of a set of configuration versions that is kept up to date one member at a time, in any
/// order.
///
/// It is the sum of the members' SHA-256 hashes, taken as four 64-bit big-endian lanes that each
/// wrap
/// around, with the number of members. A member's hash is over the UTF-8 text `key LF uid LF
/// generation`,
/// the key in lower case. Written as 64 hexadecimal digits, a hyphen and the count. Immutable.
public record SetDigest(long lane1, long lane2, long lane3, long lane4, int count) {
  /// The digest of the empty set.
  public static final SetDigest EMPTY = new SetDigest(0, 0, 0, 0, 0);

  private static final int HEX_DIGITS = 64;

  public SetDigest {
    if (count < 0) {
      throw new IllegalArgumentException("a set has no negative count: " + count);
    }
  }

  /// The digest of these members, each counted once for each time it is named.
  public static SetDigest of(Iterable<ConfigurationVersion> members) {
    SetDigest digest = EMPTY;
    for (ConfigurationVersion member : members) {
      digest = digest.with(member);
    }
    return digest;
  }

  /// The digest of this set with another member.
  public SetDigest with(ConfigurationVersion member) {
    ByteBuffer hash = hash(member);
    return new SetDigest(
        lane1 + hash.getLong(),
        lane2 + hash.getLong(),
        lane3 + hash.getLong(),
        lane4 + hash.getLong(),
        count + 1);
  }

  /// The digest of this set without a member that is in it.
  public SetDigest without(ConfigurationVersion member) {
    ByteBuffer hash = hash(member);
    return new SetDigest(
        lane1 - hash.getLong(),
        lane2 - hash.getLong(),
        lane3 - hash.getLong(),
        lane4 - hash.getLong(),
        count - 1);
  }

  private static ByteBuffer hash(ConfigurationVersion member) {
    String text = member.id().key() + "\n" + member.uid() + "\n" + member.generation();
    try {
      return ByteBuffer.wrap(
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /// Reads the written form.
  ///
  /// @throws IllegalArgumentException when the text has another form
  @JsonCreator
  public static SetDigest parse(String text) {
    if (text.length() < HEX_DIGITS + 2
        || text.length() > HEX_DIGITS + 10
        || text.charAt(HEX_DIGITS) != '-') {
      throw new IllegalArgumentException(
          "a digest is 64 hexadecimal digits, a hyphen and a count of at most 9 digits");
    }
    ByteBuffer lanes = ByteBuffer.wrap(HexFormat.of().parseHex(text.substring(0, HEX_DIGITS)));
    String count = text.substring(HEX_DIGITS + 1);
    if (!count.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new IllegalArgumentException("a digest's count has digits only");
    }
    return new SetDigest(
        lanes.getLong(),
        lanes.getLong(),
        lanes.getLong(),
        lanes.getLong(),
        Integer.parseInt(count));
  }

  @Override
  @JsonValue
  public String toString() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(lane1)
        + hex.toHexDigits(lane2)
        + hex.toHexDigits(lane3)
        + hex.toHexDigits(lane4)
        + "-"
        + count;
  }
}
