package io.fairlead.api.handler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.json.JsonPath;
import io.fairlead.api.resource.PolicyParameter;
import io.fairlead.api.schema.Findings;
import io.fairlead.api.schema.Violation.Kind;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The values that an assignment gives to the parameters of what it assigns.
final class PolicyValues {
  private static final JsonPath PARAMETERS = JsonPath.ROOT.child("properties").child("parameters");

  private PolicyValues() {}

  /// Finds values of parameters that there are not, of another type or that are not allowed, and
  /// parameters without a value that have no default.
  ///
  /// @param definition the body of the definition or initiative
  /// @param given by name, `{"value": …}`
  static void check(ObjectNode definition, JsonNode given, Findings findings) {
    Map<String, PolicyParameter> declared = PolicyParameter.of(definition.withObject("properties"));
    Set<String> seen = new HashSet<>();
    for (Map.Entry<String, JsonNode> entry : given.properties()) {
      JsonPath at = PARAMETERS.child(entry.getKey());
      String key = entry.getKey().toLowerCase(Locale.ROOT);
      PolicyParameter parameter = declared.get(key);
      if (!seen.add(key)) {
        findings.add(
            Kind.InvalidCombination,
            at,
            "The parameter '%s' is there twice; names are compared without regard to case."
                .formatted(at));
      } else if (parameter == null) {
        findings.add(
            Kind.UnknownProperty,
            at,
            "'%s' is no parameter of what is assigned. Its parameters are: %s."
                .formatted(at, names(declared)));
      } else {
        value(parameter, entry.getValue(), at, findings);
      }
    }
    declared.forEach(
        (key, parameter) -> {
          if (!seen.contains(key) && parameter.fallback().isEmpty()) {
            JsonPath at = PARAMETERS.child(parameter.name());
            findings.add(
                Kind.MissingProperty,
                at,
                "'%s' is required: the parameter has no default value.".formatted(at));
          }
        });
  }

  private static void value(
      PolicyParameter parameter, JsonNode given, JsonPath at, Findings findings) {
    JsonPath valueAt = at.child("value");
    JsonNode value = given.get("value");
    if (value == null) {
      findings.add(
          Kind.MissingProperty, valueAt, "'%s' must be an object with a 'value'.".formatted(at));
    } else if (!parameter.type().accepts(value)) {
      findings.add(
          Kind.WrongType,
          valueAt,
          "'%s' must be %s, as the parameter's type is %s."
              .formatted(valueAt, parameter.type().form(), parameter.type()));
    } else if (!parameter.allows(value)) {
      findings.add(
          Kind.InvalidValue,
          valueAt,
          "'%s' is not one of the parameter's allowedValues; letter case counts. Allowed are: %s."
              .formatted(valueAt, parameter.allowed().orElseThrow()));
    }
  }

  private static String names(Map<String, PolicyParameter> declared) {
    return declared.isEmpty()
        ? "none"
        : String.join(", ", declared.values().stream().map(PolicyParameter::name).toList());
  }
}
