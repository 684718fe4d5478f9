package io.fairlead.policy.language.function;

/// The hash under ARM's `uniqueString`: the 64-bit member of the family of MurmurHash3 that
/// works on two 32-bit lanes, with seed 0.
final class MurmurHash64 {
  private static final int C1 = 0xab0e9789;
  private static final int C2 = 0x239b961b;
  private static final int ADD_1 = 0x561ccd1b;
  private static final int ADD_2 = 0x0bcaa747;
  private static final int MIX_1 = 0x85ebca6b;
  private static final int MIX_2 = 0xc2b2ae35;

  private MurmurHash64() {}

  static long of(byte[] data) {
    int h1 = 0;
    int h2 = 0;
    int at = 0;
    for (; at + 7 < data.length; at += 8) {
      h1 = (Integer.rotateLeft(h1 ^ first(word(data, at, 4)), 19) + h2) * 5 + ADD_1;
      h2 = (Integer.rotateLeft(h2 ^ second(word(data, at + 4, 4)), 13) + h1) * 5 + ADD_2;
    }
    int rest = data.length - at;
    if (rest > 0) {
      h1 ^= first(word(data, at, Math.min(rest, 4)));
    }
    if (rest > 4) {
      h2 ^= second(word(data, at + 4, rest - 4));
    }
    h2 ^= data.length;
    h1 = (h1 ^ data.length) + h2;
    h2 += h1;
    h1 = mixed(h1);
    h2 = mixed(h2);
    h1 += h2;
    h2 += h1;
    return (Integer.toUnsignedLong(h2) << 32) | Integer.toUnsignedLong(h1);
  }

  private static int first(int word) {
    return Integer.rotateLeft(word * C2, 15) * C1;
  }

  private static int second(int word) {
    return Integer.rotateLeft(word * C1, 17) * C2;
  }

  private static int mixed(int h) {
    int mixed = (h ^ (h >>> 16)) * MIX_1;
    mixed = (mixed ^ (mixed >>> 13)) * MIX_2;
    return mixed ^ (mixed >>> 16);
  }

  /// Up to four bytes, the lowest first.
  private static int word(byte[] data, int at, int bytes) {
    int word = 0;
    for (int i = 0; i < bytes; i++) {
      word |= (data[at + i] & 0xff) << (8 * i);
    }
    return word;
  }
}
