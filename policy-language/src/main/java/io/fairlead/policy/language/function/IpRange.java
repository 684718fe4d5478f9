package io.fairlead.policy.language.function;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/// A range of IP addresses, both ends included.
///
/// @param bits of an address: 32 or 128
record IpRange(BigInteger first, BigInteger last, int bits) {
  private static final int MAX_LENGTH = 100;
  private static final int V4_BITS = 32;
  private static final int V6_BITS = 128;
  private static final int V6_GROUPS = 8;

  /// Reads `ADDRESS`, `ADDRESS/PREFIX` or `FIRST-LAST`; null when the text is none of them, or
  /// the range is empty.
  static @Nullable IpRange read(String text) {
    if (text.length() > MAX_LENGTH) {
      return null;
    }
    int dash = text.indexOf('-');
    if (dash >= 0) {
      IpRange first = address(text.substring(0, dash).strip());
      IpRange last = address(text.substring(dash + 1).strip());
      return first == null
              || last == null
              || first.bits != last.bits
              || first.first.compareTo(last.last) > 0
          ? null
          : new IpRange(first.first, last.last, first.bits);
    }
    int slash = text.indexOf('/');
    IpRange address = address(slash < 0 ? text.strip() : text.substring(0, slash).strip());
    if (address == null || slash < 0) {
      return address;
    }
    int prefix = number(text.substring(slash + 1), 10, address.bits);
    if (prefix < 0) {
      return null;
    }
    BigInteger hosts = BigInteger.ONE.shiftLeft(address.bits - prefix).subtract(BigInteger.ONE);
    BigInteger network = address.first.andNot(hosts);
    return new IpRange(network, network.or(hosts), address.bits);
  }

  boolean contains(IpRange other) {
    return bits == other.bits
        && first.compareTo(other.first) <= 0
        && last.compareTo(other.last) >= 0;
  }

  private static @Nullable IpRange address(String text) {
    BigInteger value = text.indexOf(':') >= 0 ? v6(text) : v4(text);
    int bits = text.indexOf(':') >= 0 ? V6_BITS : V4_BITS;
    return value == null ? null : new IpRange(value, value, bits);
  }

  private static @Nullable BigInteger v4(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 4) {
      return null;
    }
    long value = 0;
    for (String part : parts) {
      int number = number(part, 10, 255);
      if (number < 0) {
        return null;
      }
      value = (value << 8) | number;
    }
    return BigInteger.valueOf(value);
  }

  private static @Nullable BigInteger v6(String text) {
    int gap = text.indexOf("::");
    if (gap != text.lastIndexOf("::")) {
      return null;
    }
    String[] before = groups(gap < 0 ? text : text.substring(0, gap));
    String[] after = groups(gap < 0 ? "" : text.substring(gap + 2));
    int given = before.length + after.length;
    if (gap < 0 ? given != V6_GROUPS : given >= V6_GROUPS) {
      return null;
    }
    BigInteger value = BigInteger.ZERO;
    for (int i = 0; i < V6_GROUPS; i++) {
      int fromEnd = i - (V6_GROUPS - after.length);
      String group = i < before.length ? before[i] : fromEnd >= 0 ? after[fromEnd] : "0";
      int number = group.length() > 4 ? -1 : number(group, 16, 0xffff);
      if (number < 0) {
        return null;
      }
      value = value.shiftLeft(16).or(BigInteger.valueOf(number));
    }
    return value;
  }

  private static String[] groups(String text) {
    return text.isEmpty() ? new String[0] : text.split(":", -1);
  }

  /// A plain number from 0 to the given one; -1 for anything else.
  private static int number(String text, int radix, int max) {
    if (text.isEmpty() || !text.chars().allMatch(c -> Character.digit(c, radix) >= 0)) {
      return -1;
    }
    try {
      int value = Integer.parseInt(text, radix);
      return value <= max ? value : -1;
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
