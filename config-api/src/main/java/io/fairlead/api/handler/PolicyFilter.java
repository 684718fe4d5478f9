package io.fairlead.api.handler;

import io.fairlead.api.error.ArmErrorCode;
import io.fairlead.api.request.ArmException;
import io.fairlead.api.request.QueryParameters;
import io.fairlead.contract.id.PolicyId;
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
/// @param reach how far around the scope
/// @param category of a definition
/// @param target what is assigned or exempted from
/// @param matchesNothing what is asked for is not there, whatever is stored
record PolicyFilter(
    Reach reach, Optional<String> category, Optional<PolicyId> target, boolean matchesNothing) {
  private static final Pattern EQUALS =
      Pattern.compile("\\s*(\\w{1,32})\\s+-?eq\\s+(?:'((?:[^']|'')*)'|([^'\\s]+))\\s*");

  /// Reads it.
  ///
  /// @throws ArmException (400) for a filter that lists of this type do not have
  static PolicyFilter of(PolicyType type, QueryParameters query) {
    String filter = query.value("$filter").map(String::strip).orElse("");
    Matcher equals = EQUALS.matcher(filter);
    boolean comparison = equals.matches();
    String name = (comparison ? equals.group(1) : filter).toLowerCase(Locale.ROOT);
    String value = comparison ? value(equals) : "";
    return switch (type) {
      case DEFINITION, SET_DEFINITION ->
          switch (name) {
            case "", "atexactscope()" -> reaching(Reach.EXACT);
            case "policytype" ->
                new PolicyFilter(
                    Reach.EXACT,
                    Optional.empty(),
                    Optional.empty(),
                    !value.equalsIgnoreCase("Custom"));
            case "category" ->
                new PolicyFilter(Reach.EXACT, Optional.of(value), Optional.empty(), false);
            default -> throw unknown(type, "policyType eq 'Custom', category eq '…'");
          };
      case ASSIGNMENT -> associated(type, name, value, "policyDefinitionId");
      case EXEMPTION -> associated(type, name, value, "policyAssignmentId");
    };
  }

  private static PolicyFilter associated(
      PolicyType type, String name, String value, String property) {
    if (name.equalsIgnoreCase(property)) {
      Optional<PolicyId> target = id(value);
      return new PolicyFilter(Reach.ASSOCIATED, Optional.empty(), target, target.isEmpty());
    }
    return switch (name) {
      case "" -> reaching(Reach.ASSOCIATED);
      case "atscope()" -> reaching(Reach.INHERITED);
      case "atexactscope()" -> reaching(Reach.EXACT);
      default -> throw unknown(type, "atScope(), " + property + " eq '…'");
    };
  }

  private static PolicyFilter reaching(Reach reach) {
    return new PolicyFilter(reach, Optional.empty(), Optional.empty(), false);
  }

  private static String value(Matcher equals) {
    return equals.group(2) != null ? equals.group(2).replace("''", "'") : equals.group(3);
  }

  /// Of another form than the ids here is only what is not here.
  private static Optional<PolicyId> id(String text) {
    try {
      return Optional.of(PolicyId.parse(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static ArmException unknown(PolicyType type, String others) {
    return new ArmException(
        ArmErrorCode.InvalidQueryParameter,
        "The query parameter '$filter' of a list of %s must be one of: atExactScope(), %s."
            .formatted(type.typeName(), others),
        "$filter");
  }

  PolicyQuery query(PolicyType type, PolicyScope scope) {
    return new PolicyQuery(type, scope, reach, category, target);
  }
}
