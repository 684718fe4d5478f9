package io.fairlead.api.handler;

import io.fairlead.api.error.ArmErrorCode;
import io.fairlead.api.request.ArmException;
import io.fairlead.api.request.QueryParameters;
import io.fairlead.contract.id.PolicyScope;
import io.fairlead.contract.id.PolicyType;
import io.fairlead.store.PolicyQuery;
import io.fairlead.store.PolicyQuery.Reach;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The `$filter` of a list, in the forms that Azure documents. Azure's own texts write `-eq` where
/// its clients write `eq`: both will do.
///
/// @param matchesNothing what is asked for is not there, whatever is stored
record PolicyFilter(Reach reach, Optional<String> category, boolean matchesNothing) {
  private static final Pattern EQUALS =
      Pattern.compile("\\s*(\\w{1,32})\\s+-?eq\\s+(?:'((?:[^']|'')*)'|([^'\\s]+))\\s*");

  /// Reads it.
  ///
  /// @throws ArmException (400) for a filter that lists of this type do not have
  static PolicyFilter of(PolicyType type, QueryParameters query) {
    Optional<String> given = query.value("$filter");
    if (given.isEmpty() || given.get().strip().equalsIgnoreCase("atExactScope()")) {
      return new PolicyFilter(Reach.EXACT, Optional.empty(), false);
    }
    Matcher equals = EQUALS.matcher(given.get());
    if (!equals.matches()) {
      throw unknown(type);
    }
    String value = equals.group(2) != null ? equals.group(2).replace("''", "'") : equals.group(3);
    return switch (equals.group(1).toLowerCase(Locale.ROOT)) {
      case "policytype" ->
          new PolicyFilter(Reach.EXACT, Optional.empty(), !value.equalsIgnoreCase("Custom"));
      case "category" -> new PolicyFilter(Reach.EXACT, Optional.of(value), false);
      default -> throw unknown(type);
    };
  }

  private static ArmException unknown(PolicyType type) {
    return new ArmException(
        ArmErrorCode.InvalidQueryParameter,
        "The query parameter '$filter' of a list of %s must be one of: atExactScope(), policyType eq 'Custom', category eq '…'."
            .formatted(type.typeName()),
        "$filter");
  }

  PolicyQuery query(PolicyType type, PolicyScope scope) {
    return new PolicyQuery(type, scope, reach, category, Optional.empty());
  }
}
