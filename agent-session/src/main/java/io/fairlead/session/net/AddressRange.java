package io.fairlead.session.net;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.Optional;

/// A range of IP addresses, `ADDRESS/BITS`.
///
/// @param bits how many of the first bits all addresses of the range have in common
record AddressRange(InetAddress address, int bits) {
  /// Empty when the text has another form.
  static Optional<AddressRange> parse(String text) {
    String[] parts = text.split("/", 2);
    Optional<InetAddress> address = literal(parts[0]);
    if (parts.length < 2 || address.isEmpty() || !parts[1].matches("[0-9]{1,3}")) {
      return Optional.empty();
    }
    int bits = Integer.parseInt(parts[1]);
    return bits <= width(address.get())
        ? Optional.of(new AddressRange(address.get(), bits))
        : Optional.empty();
  }

  /// Whether a host is an address of the range. Names are not looked up.
  boolean contains(String host) {
    return literal(host)
        .filter(other -> width(other) == width(address) && first(other).equals(first(address)))
        .isPresent();
  }

  private BigInteger first(InetAddress of) {
    return new BigInteger(1, of.getAddress()).shiftRight(width(of) - bits);
  }

  private static int width(InetAddress address) {
    return address.getAddress().length * Byte.SIZE;
  }

  private static Optional<InetAddress> literal(String text) {
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException notAnAddress) {
      return Optional.empty();
    }
  }
}
