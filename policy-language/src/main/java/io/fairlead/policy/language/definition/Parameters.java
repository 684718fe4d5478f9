package io.fairlead.policy.language.definition;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.policy.language.limit.Fuel;
import io.fairlead.policy.language.limit.Limits;
import io.fairlead.policy.language.problem.JsonPath;
import io.fairlead.policy.language.problem.Problem;
import io.fairlead.policy.language.problem.Problem.Kind;
import io.fairlead.policy.language.problem.Problems;
import io.fairlead.policy.language.value.Values;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The parameters of a definition or an initiative, in the order of their declaration. Immutable.
public final class Parameters {
  private static final String PATH = "parameters";
  private static final String VALUE = "value";
  private static final int NAMES_SHOWN = 20;
  private static final Set<String> PROPERTIES =
      Set.of("type", "metadata", "defaultvalue", "allowedvalues", "schema");

  private final Map<String, ParameterDeclaration> byKey;

  private Parameters(Map<String, ParameterDeclaration> byKey) {
    this.byKey = byKey;
  }

  /// What a given value is, from how it is written.
  public interface Reading {
    /// Whatever is written is the value.
    Reading AS_WRITTEN = (written, path) -> written;

    /// The value; null when it is not known yet or cannot be.
    @Nullable JsonNode read(JsonNode written, String path);
  }

  /// Reads declarations; reports what is wrong with them and reads on.
  ///
  /// @param section the property `parameters` of a definition; missing or null for none
  /// @param most how many there may be
  public static Parameters parse(JsonNode section, int most, Problems problems) {
    Map<String, ParameterDeclaration> declared = new LinkedHashMap<>();
    requireObject(section, PATH, problems);
    if (section.size() > most) {
      problems.add(
          Kind.TOO_MUCH, PATH, "expected at most " + most + " parameters, found " + section.size());
    }
    for (Map.Entry<String, JsonNode> property : section.properties()) {
      String path = JsonPath.child(PATH, property.getKey());
      ParameterDeclaration declaration =
          declaration(property.getKey(), property.getValue(), path, problems);
      if (declaration != null && declared.put(key(property.getKey()), declaration) != null) {
        addTwice(path, problems);
      }
    }
    return new Parameters(declared);
  }

  /// Reads declarations that were found to be good before. What could not be read of them any
  /// more is left out.
  ///
  /// @param section as above
  public static Parameters accepted(JsonNode section) {
    return parse(section, Integer.MAX_VALUE, new Problems());
  }

  private static @Nullable ParameterDeclaration declaration(
      String name, JsonNode json, String path, Problems problems) {
    if (!json.isObject()) {
      problems.add(
          Kind.WRONG_TYPE, path, "expected an object with a type, found " + Values.kind(json));
      return null;
    }
    for (Map.Entry<String, JsonNode> property : json.properties()) {
      if (!PROPERTIES.contains(key(property.getKey()))) {
        problems.add(
            Kind.UNKNOWN,
            JsonPath.child(path, property.getKey()),
            "expected type, metadata, defaultValue, allowedValues or schema");
      }
    }
    JsonNode written = orMissing(json, "type");
    ParameterType type = written.isTextual() ? ParameterType.named(written.textValue()) : null;
    if (type == null) {
      problems.add(
          Values.isAbsent(written) ? Kind.MISSING : Kind.WRONG_VALUE,
          JsonPath.child(path, "type"),
          "expected " + ParameterType.names() + ", found " + Values.describe(written));
      return null;
    }
    ParameterDeclaration declaration =
        new ParameterDeclaration(
            name,
            type,
            Values.property(json, "defaultValue"),
            orMissing(json, "allowedValues"),
            orMissing(json, "metadata"),
            schema(orMissing(json, "schema"), type, JsonPath.child(path, "schema"), problems));
    declaration.checkItself(path, problems);
    return declaration;
  }

  private static @Nullable Schema schema(
      JsonNode schema, ParameterType type, String path, Problems problems) {
    if (Values.isAbsent(schema)) {
      return null;
    }
    if (type != ParameterType.OBJECT) {
      problems.add(Kind.UNKNOWN, path, "expected no schema but for a parameter of type Object");
      return null;
    }
    return Schema.parse(schema, path, problems);
  }

  private static JsonNode orMissing(JsonNode object, String name) {
    JsonNode value = Values.property(object, name);
    return value == null ? Values.MISSING : value;
  }

  private static void requireObject(JsonNode section, String path, Problems problems) {
    if (!Values.isAbsent(section) && !section.isObject()) {
      problems.add(Kind.WRONG_TYPE, path, "expected an object, found " + Values.kind(section));
    }
  }

  private static void addTwice(String path, Problems problems) {
    problems.add(Kind.TWICE, path, "expected every name once, whatever its letter case");
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  public Collection<ParameterDeclaration> declarations() {
    return byKey.values();
  }

  /// The names in lower case.
  public Set<String> keys() {
    return byKey.keySet();
  }

  /// The declaration of that name, letter case apart; null when there is none.
  public @Nullable ParameterDeclaration named(String name) {
    return byKey.get(key(name));
  }

  /// The value of every parameter, by name in lower case.
  ///
  /// @param given as an assignment writes them, `{"name": {"value": …}}`; missing or null for
  /// none
  public Map<String, JsonNode> values(JsonNode given, Problems problems) {
    return values(given, PATH, Reading.AS_WRITTEN, new Fuel(Limits.DEPLOYMENT_STEPS), problems);
  }

  /// What is wrong with values that are given.
  ///
  /// @param given in the same form
  /// @param path where it stands
  public List<Problem> check(JsonNode given, String path, Fuel fuel) {
    Problems problems = new Problems();
    values(given, path, Reading.AS_WRITTEN, fuel, problems);
    return problems.toList();
  }

  /// The value of every parameter that is known, by name in lower case.
  ///
  /// @param given in the same form
  /// @param path where it stands
  public Map<String, JsonNode> values(
      JsonNode given, String path, Reading reading, Fuel fuel, Problems problems) {
    Map<String, JsonNode> values = new HashMap<>();
    byKey.forEach(
        (key, declaration) -> {
          if (declaration.defaultValue() != null) {
            values.put(key, declaration.defaultValue());
          }
        });
    requireObject(given, path, problems);
    Set<String> seen = new HashSet<>();
    for (Map.Entry<String, JsonNode> argument : given.properties()) {
      String place = JsonPath.child(path, argument.getKey());
      ParameterDeclaration declaration = named(argument.getKey());
      if (!seen.add(key(argument.getKey()))) {
        addTwice(place, problems);
      }
      if (declaration == null) {
        problems.add(
            Kind.UNKNOWN, place, "expected the name of a parameter of the definition" + names());
        continue;
      }
      String valuePlace = JsonPath.child(place, VALUE);
      JsonNode written = written(argument.getValue(), place, problems);
      JsonNode value = written == null ? null : reading.read(written, valuePlace);
      if (value != null) {
        declaration.check(value, valuePlace, fuel, problems);
        values.put(key(argument.getKey()), value);
      }
    }
    requireAll(seen, path, problems);
    return values;
  }

  /// What an argument has as its value, as it is written; reports and answers null when there is
  /// nothing.
  ///
  /// @param argument `{"value": …}`
  /// @param path where it stands
  public static @Nullable JsonNode written(JsonNode argument, String path, Problems problems) {
    JsonNode written = Values.property(argument, VALUE);
    if (written == null) {
      problems.add(Kind.MISSING, JsonPath.child(path, VALUE), "expected an object with a value");
    }
    return written;
  }

  private String names() {
    return byKey.isEmpty()
        ? ", which has none"
        : byKey.values().stream()
            .limit(NAMES_SHOWN)
            .map(declaration -> Values.shortened(declaration.name()))
            .collect(
                Collectors.joining(", ", ": ", byKey.size() > NAMES_SHOWN ? " and others" : ""));
  }

  private void requireAll(Set<String> given, String path, Problems problems) {
    byKey.forEach(
        (key, declaration) -> {
          if (declaration.defaultValue() == null && !given.contains(key)) {
            problems.add(
                Kind.MISSING,
                JsonPath.child(path, declaration.name()),
                "expected a value, since the parameter has no default");
          }
        });
  }
}
