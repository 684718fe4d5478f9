package io.fairlead.api.resource;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/// The types of a policy's parameters, as Azure Policy names them in any case.
public enum PolicyParameterType {
  String("a string"),
  Array("an array"),
  Object("an object"),
  Boolean("true or false"),
  Integer("a whole number"),
  Float("a number"),
  DateTime("a time such as 2026-01-31T12:00:00Z");

  private final String form;

  PolicyParameterType(String form) {
    this.form = form;
  }

  static Optional<PolicyParameterType> named(String name) {
    return Arrays.stream(values()).filter(type -> type.name().equalsIgnoreCase(name)).findFirst();
  }

  /// All names, for errors.
  static String names() {
    return Arrays.stream(values()).map(Enum::name).collect(Collectors.joining(", "));
  }

  /// What a value must be, with its article.
  public String form() {
    return form;
  }

  /// Whether a value is of this type.
  public boolean accepts(JsonNode value) {
    return switch (this) {
      case String -> value.isTextual();
      case Array -> value.isArray();
      case Object -> value.isObject();
      case Boolean -> value.isBoolean();
      case Integer -> value.isIntegralNumber();
      case Float -> value.isNumber();
      case DateTime -> value.isTextual() && isTime(value.textValue());
    };
  }

  private static boolean isTime(String text) {
    try {
      OffsetDateTime.parse(text);
      return true;
    } catch (DateTimeException _) {
      return false;
    }
  }
}
