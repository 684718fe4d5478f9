package io.fairlead.policy.language.definition;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.policy.language.limit.Fuel;
import io.fairlead.policy.language.limit.Limits;
import io.fairlead.policy.language.problem.EvaluationException;
import io.fairlead.policy.language.problem.JsonPath;
import io.fairlead.policy.language.problem.Problems;
import io.fairlead.policy.language.value.Values;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The parameters of a definition, in the order of their declaration. Immutable.
public final class Parameters {
  private static final String PATH = "parameters";
  private static final Set<String> PROPERTIES =
      Set.of("type", "metadata", "defaultvalue", "allowedvalues", "schema");

  private final Map<String, ParameterDeclaration> byKey;

  private Parameters(Map<String, ParameterDeclaration> byKey) {
    this.byKey = byKey;
  }

  /// Reads declarations; reports what is wrong with them and reads on.
  ///
  /// @param section the property `parameters` of a definition; missing or null for none
  public static Parameters parse(JsonNode section, Problems problems) {
    Map<String, ParameterDeclaration> declared = new LinkedHashMap<>();
    if (!Values.isAbsent(section) && !section.isObject()) {
      problems.add(PATH, "expected an object, found " + Values.kind(section));
    }
    if (section.size() > Limits.PARAMETERS) {
      problems.add(
          PATH, "expected at most " + Limits.PARAMETERS + " parameters, found " + section.size());
    }
    for (Map.Entry<String, JsonNode> property : section.properties()) {
      String path = JsonPath.child(PATH, property.getKey());
      ParameterDeclaration declaration =
          declaration(property.getKey(), property.getValue(), path, problems);
      if (declaration != null
          && declared.put(property.getKey().toLowerCase(Locale.ROOT), declaration) != null) {
        problems.add(path, "expected every name once, whatever its letter case");
      }
    }
    return new Parameters(declared);
  }

  private static @Nullable ParameterDeclaration declaration(
      String name, JsonNode json, String path, Problems problems) {
    if (!json.isObject()) {
      problems.add(path, "expected an object with a type, found " + Values.kind(json));
      return null;
    }
    for (Map.Entry<String, JsonNode> property : json.properties()) {
      if (!PROPERTIES.contains(property.getKey().toLowerCase(Locale.ROOT))) {
        problems.add(
            JsonPath.child(path, property.getKey()),
            "expected type, metadata, defaultValue, allowedValues or schema");
      }
    }
    JsonNode written = orMissing(json, "type");
    ParameterType type = written.isTextual() ? ParameterType.named(written.textValue()) : null;
    if (type == null) {
      problems.add(
          JsonPath.child(path, "type"),
          "expected " + ParameterType.names() + ", found " + Values.describe(written));
      return null;
    }
    JsonNode allowed = orMissing(json, "allowedValues");
    if (!allowed.isMissingNode() && (!allowed.isArray() || allowed.isEmpty())) {
      problems.add(
          JsonPath.child(path, "allowedValues"), "expected an array of at least one value");
    }
    JsonNode byDefault = Values.property(json, "defaultValue");
    ParameterDeclaration declaration =
        new ParameterDeclaration(
            name,
            type,
            byDefault,
            allowed,
            orMissing(json, "metadata"),
            schema(json, type, path, problems));
    if (byDefault != null) {
      try {
        declaration.accept(byDefault, new Fuel(Limits.RULE_STEPS));
      } catch (EvaluationException e) {
        problems.add(e.at(JsonPath.child(path, "defaultValue")));
      }
    }
    return declaration;
  }

  private static @Nullable Schema schema(
      JsonNode json, ParameterType type, String path, Problems problems) {
    JsonNode schema = Values.property(json, "schema");
    if (schema == null) {
      return null;
    }
    String place = JsonPath.child(path, "schema");
    if (type != ParameterType.OBJECT) {
      problems.add(place, "expected no schema but for a parameter of type Object");
      return null;
    }
    return Schema.parse(schema, place, problems);
  }

  private static JsonNode orMissing(JsonNode object, String name) {
    JsonNode value = Values.property(object, name);
    return value == null ? Values.MISSING : value;
  }

  public Collection<ParameterDeclaration> declarations() {
    return byKey.values();
  }

  /// The names in lower case.
  public Set<String> keys() {
    return byKey.keySet();
  }

  /// The value of every parameter, by name in lower case.
  ///
  /// @param given as an assignment writes them, `{"name": {"value": …}}`; missing or null for
  /// none
  public Map<String, JsonNode> values(JsonNode given, Problems problems) {
    Map<String, JsonNode> values = new HashMap<>();
    byKey.forEach(
        (key, declaration) -> {
          if (declaration.defaultValue() != null) {
            values.put(key, declaration.defaultValue());
          }
        });
    if (!given.isObject() && !Values.isAbsent(given)) {
      problems.add(PATH, "expected an object, found " + Values.kind(given));
    }
    Fuel fuel = new Fuel(Limits.DEPLOYMENT_STEPS);
    for (Map.Entry<String, JsonNode> argument : given.properties()) {
      String path = JsonPath.child(PATH, argument.getKey());
      ParameterDeclaration declaration = byKey.get(argument.getKey().toLowerCase(Locale.ROOT));
      JsonNode value = Values.property(argument.getValue(), "value");
      if (declaration == null) {
        problems.add(path, "expected the name of a parameter of the definition");
      } else if (value == null) {
        problems.add(path, "expected an object with a value");
      } else {
        try {
          values.put(argument.getKey().toLowerCase(Locale.ROOT), declaration.accept(value, fuel));
        } catch (EvaluationException e) {
          problems.add(e.at(JsonPath.child(path, "value")));
        }
      }
    }
    requireAll(values, given, problems);
    return values;
  }

  private void requireAll(Map<String, JsonNode> values, JsonNode given, Problems problems) {
    byKey.forEach(
        (key, declaration) -> {
          if (!values.containsKey(key) && Values.key(given, declaration.name()) == null) {
            problems.add(
                JsonPath.child(PATH, declaration.name()),
                "expected a value, since the parameter has no default");
          }
        });
  }
}
