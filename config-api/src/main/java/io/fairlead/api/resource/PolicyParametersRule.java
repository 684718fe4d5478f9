package io.fairlead.api.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.json.JsonPath;
import io.fairlead.api.schema.Findings;
import io.fairlead.api.schema.Rule;
import io.fairlead.api.schema.Violation.Kind;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The form of the parameters that a definition or an initiative declares. What else a parameter
/// says (`metadata`, `schema`) is kept and not looked at.
///
/// @param most how many there may be
record PolicyParametersRule(int most) implements Rule {
  @Override
  public void check(ObjectNode value, JsonPath at, Findings findings) {
    if (!(value.get("parameters") instanceof ObjectNode parameters)) {
      return;
    }
    JsonPath all = at.child("parameters");
    if (parameters.size() > most) {
      findings.add(
          Kind.OutOfRange,
          all,
          "'%s' has %d parameters; at most %d are allowed."
              .formatted(all, parameters.size(), most));
      return;
    }
    Set<String> seen = new HashSet<>();
    for (Map.Entry<String, JsonNode> entry : parameters.properties()) {
      JsonPath path = all.child(entry.getKey());
      if (!seen.add(entry.getKey().toLowerCase(Locale.ROOT))) {
        findings.add(
            Kind.InvalidCombination,
            path,
            "The parameter '%s' is there twice; names are compared without regard to case."
                .formatted(path));
      }
      parameter(entry.getValue(), path, findings);
    }
  }

  private static void parameter(JsonNode parameter, JsonPath at, Findings findings) {
    if (!parameter.isObject()) {
      findings.add(Kind.WrongType, at, "'%s' must be an object with a 'type'.".formatted(at));
      return;
    }
    JsonPath typeAt = at.child("type");
    Optional<PolicyParameterType> type =
        PolicyParameterType.named(parameter.path("type").asText(""));
    if (type.isEmpty()) {
      findings.add(
          parameter.has("type") ? Kind.InvalidValue : Kind.MissingProperty,
          typeAt,
          "'%s' must be one of %s.".formatted(typeAt, PolicyParameterType.names()));
      return;
    }
    values(parameter, type.get(), at, findings);
  }

  private static void values(
      JsonNode parameter, PolicyParameterType type, JsonPath at, Findings findings) {
    JsonPath allowedAt = at.child("allowedValues");
    JsonNode allowed = parameter.path("allowedValues");
    boolean restricted = !allowed.isMissingNode() && !allowed.isNull();
    if (restricted && (!allowed.isArray() || allowed.isEmpty())) {
      findings.add(
          Kind.WrongType, allowedAt, "'%s' must be an array of values.".formatted(allowedAt));
      return;
    }
    // An array's allowed values are those of its elements.
    if (restricted && type != PolicyParameterType.Array) {
      for (int i = 0; i < allowed.size(); i++) {
        require(type, allowed.get(i), allowedAt.at(i), findings);
      }
    }
    JsonNode fallback = parameter.get("defaultValue");
    JsonPath fallbackAt = at.child("defaultValue");
    if (fallback != null
        && require(type, fallback, fallbackAt, findings)
        && !new PolicyParameter("", type, Optional.empty(), allowedValues(allowed))
            .allows(fallback)) {
      findings.add(
          Kind.InvalidValue,
          fallbackAt,
          "'%s' is not one of the values in '%s'; letter case counts."
              .formatted(fallbackAt, allowedAt));
    }
  }

  private static Optional<java.util.List<JsonNode>> allowedValues(JsonNode allowed) {
    return allowed.isArray() ? Optional.of(allowed.valueStream().toList()) : Optional.empty();
  }

  private static boolean require(
      PolicyParameterType type, JsonNode value, JsonPath at, Findings findings) {
    if (type.accepts(value)) {
      return true;
    }
    findings.add(
        Kind.WrongType,
        at,
        "'%s' must be %s, as the parameter's type is %s.".formatted(at, type.form(), type));
    return false;
  }
}
