package io.fairlead.api.odata;

import io.fairlead.contract.policy.PolicyCompliance;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/// Azure's words for compliance.
public final class Compliances {
  /// All of them, for errors.
  static final String WORDS =
      Arrays.stream(PolicyCompliance.values())
          .map(compliance -> "'" + word(compliance) + "'")
          .collect(Collectors.joining(", "));

  private Compliances() {}

  /// As Azure's API writes it.
  public static String word(PolicyCompliance compliance) {
    return switch (compliance) {
      case Compliant, NonCompliant, Exempt, Unknown -> compliance.name();
      case Conflicting -> "Conflict";
    };
  }

  /// The one of that word; `Conflicting`, which Azure's portal shows, will do, too.
  static Optional<PolicyCompliance> named(String word) {
    return Arrays.stream(PolicyCompliance.values())
        .filter(c -> word(c).equalsIgnoreCase(word) || c.name().equalsIgnoreCase(word))
        .findFirst();
  }
}
