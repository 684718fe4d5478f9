package io.fairlead.agent.ssh;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A value in DER (ITU-T X.690), as far as private keys need it.
final class Der {
  static final int INTEGER = 0x02;
  static final int BIT_STRING = 0x03;
  static final int OCTET_STRING = 0x04;
  static final int OID = 0x06;
  static final int SEQUENCE = 0x30;

  /// Lengths of up to 16 MiB, far more than a key has.
  private static final int MOST_LENGTH_BYTES = 3;

  private final int tag;
  private final byte[] content;

  private Der(int tag, byte[] content) {
    this.tag = tag;
    this.content = content;
  }

  /// The tag of a value that stands in brackets with a number, such as `[0]`.
  static int bracketed(int number) {
    return 0xa0 | number;
  }

  /// The one value that the bytes are.
  ///
  /// @throws MalformedKeyException when they are something else
  static Der of(byte[] bytes) {
    List<Der> all = all(bytes);
    if (all.size() != 1) {
      throw new MalformedKeyException("the key is not one DER value");
    }
    return all.getFirst();
  }

  private static List<Der> all(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    var values = new ArrayList<Der>();
    while (in.hasRemaining()) {
      int tag = take(in, 1)[0] & 0xff;
      values.add(new Der(tag, take(in, length(in))));
    }
    return values;
  }

  private static int length(ByteBuffer in) {
    int first = take(in, 1)[0] & 0xff;
    if (first < 0x80) {
      return first;
    }
    int octets = first & 0x7f;
    if (octets == 0 || octets > MOST_LENGTH_BYTES) {
      throw new MalformedKeyException("a length in the key is not that of a key");
    }
    return new BigInteger(1, take(in, octets)).intValueExact();
  }

  private static byte[] take(ByteBuffer in, int length) {
    if (length > in.remaining()) {
      throw new MalformedKeyException("the key ends too early");
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  /// The values in this one, which has to be of that tag.
  ///
  /// @throws MalformedKeyException when it is not, or has no values in it
  List<Der> parts(int expected) {
    return all(content(expected));
  }

  /// The value's bytes, which has to be of that tag.
  ///
  /// @throws MalformedKeyException when it is not
  byte[] content(int expected) {
    if (tag != expected) {
      throw new MalformedKeyException("the key has another structure than its kind");
    }
    return content;
  }

  /// The value's bytes; empty when it is of another tag.
  Optional<byte[]> bytesOf(int expected) {
    return tag == expected ? Optional.of(content) : Optional.empty();
  }

  /// @throws MalformedKeyException when it is no integer
  BigInteger integer() {
    byte[] value = content(INTEGER);
    if (value.length == 0) {
      throw new MalformedKeyException("an integer in the key is empty");
    }
    return new BigInteger(value);
  }

  /// The bytes of a bit string of whole bytes.
  ///
  /// @throws MalformedKeyException when it is none
  byte[] bits() {
    byte[] value = content(BIT_STRING);
    if (value.length == 0 || value[0] != 0) {
      throw new MalformedKeyException("a bit string in the key is not of whole bytes");
    }
    return Arrays.copyOfRange(value, 1, value.length);
  }

  /// The part at that place.
  ///
  /// @throws MalformedKeyException when there are fewer
  static Der at(List<Der> parts, int index) {
    if (index >= parts.size()) {
      throw new MalformedKeyException("the key has another structure than its kind");
    }
    return parts.get(index);
  }

  /// The first part of that tag.
  static Optional<Der> find(List<Der> parts, int tag) {
    return parts.stream().filter(part -> part.tag == tag).findFirst();
  }

  /// Says nothing of the content.
  @Override
  public String toString() {
    return "Der[tag=" + tag + "]";
  }
}
