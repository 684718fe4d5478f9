package io.fairlead.api.operation;

import io.fairlead.api.error.ArmErrorCode;
import io.fairlead.api.request.ArmException;
import java.util.Map;
import java.util.regex.Pattern;

/// What the values in a path may be.
final class PathRules {
  private static final Pattern SUBSCRIPTION =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final Pattern RESOURCE_GROUP =
      Pattern.compile("[\\p{L}\\p{Nd}_.()\\-]{0,89}[\\p{L}\\p{Nd}_()\\-]");
  private static final Pattern CLUSTER =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9_.\\-]{0,61}[A-Za-z0-9])?");
  private static final Pattern CONFIGURATION =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9_.\\-]{0,61}[A-Za-z0-9])?");
  private static final Pattern POLICY =
      Pattern.compile(
          "[^<>*%&:\\\\?+/#\\p{Cntrl}\\p{Cs}]{0,63}[^<>*%&:\\\\?+/#. \\p{Cntrl}\\p{Cs}]");
  private static final Pattern OPERATION = Pattern.compile("[A-Za-z0-9_.\\-]{1,128}");

  private PathRules() {}

  /// Checks every parameter of a path.
  ///
  /// @throws ArmException (400) for the first that breaks its rule
  static void check(Map<String, String> parameters) {
    parameters.forEach(PathRules::check);
  }

  private static void check(String name, String value) {
    switch (name) {
      case "subscriptionId" -> {
        if (!SUBSCRIPTION.matcher(value).matches()) {
          throw new ArmException(
              ArmErrorCode.InvalidSubscriptionId,
              "The provided subscription identifier '%s' is malformed or invalid: it must be a UUID."
                  .formatted(Shown.of(value)),
              name);
        }
      }
      case "resourceGroupName" ->
          require(
              RESOURCE_GROUP,
              name,
              value,
              "must have 1 to 90 letters, digits, '_', '-', '.', '(' or ')' and not end with '.'");
      case "clusterName" -> require(CLUSTER, name, value, NAME_RULE);
      case "configurationName" -> require(CONFIGURATION, name, value, NAME_RULE);
      case "policyName" ->
          require(
              POLICY,
              name,
              value,
              "must have 1 to 64 characters, none of < > * % & : \\ ? + / # or control characters,"
                  + " and not end with '.' or a space");
      case "policyStatesResource" -> {
        if (!value.equalsIgnoreCase("latest") && !value.equalsIgnoreCase("default")) {
          throw new ArmException(
              ArmErrorCode.InvalidResourceName,
              "The value '%s' of '%s' is not valid: it must be 'latest' or 'default'."
                  .formatted(Shown.of(value), name),
              name);
        }
      }
      case "roleAssignmentName", "roleDefinitionId" ->
          require(SUBSCRIPTION, name, value, "must be a UUID");
      case "operationId" ->
          require(OPERATION, name, value, "must be taken from an 'Azure-AsyncOperation' header");
      default -> throw new IllegalStateException("The path parameter has no rule: " + name);
    }
  }

  private static final String NAME_RULE =
      "must have 1 to 63 letters, digits, '_', '-' or '.', and begin and end with a letter or digit";

  private static void require(Pattern pattern, String name, String value, String rule) {
    if (!pattern.matcher(value).matches()) {
      throw new ArmException(
          ArmErrorCode.InvalidResourceName,
          "The value '%s' of '%s' is not valid: it %s.".formatted(Shown.of(value), name, rule),
          name);
    }
  }
}
