package io.fairlead.policy.language.function;

import static io.fairlead.policy.language.function.Dialect.POLICY;

import io.fairlead.policy.language.value.Values;
import java.util.List;

/// The policy function on ranges of IP addresses.
final class IpRangeFunctions {
  static final List<Function> ALL =
      List.of(
          Function.of(
                  "ipRangeContains",
                  2,
                  2,
                  a -> {
                    IpRange range = range(a, 0);
                    IpRange target = range(a, 1);
                    if (range.bits() != target.bits()) {
                      throw a.fails("compares ranges of one IP version, not of two");
                    }
                    return Values.bool(range.contains(target));
                  })
              .only(POLICY));

  private IpRangeFunctions() {}

  private static IpRange range(Arguments arguments, int position) {
    IpRange range = IpRange.read(arguments.text(position));
    if (range == null) {
      throw arguments.wrong(
          position, "an IP address, a CIDR range such as 10.0.0.0/24, or FIRST-LAST");
    }
    return range;
  }
}
