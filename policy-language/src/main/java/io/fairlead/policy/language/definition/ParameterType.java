package io.fairlead.policy.language.definition;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.policy.language.value.Instants;
import io.fairlead.policy.language.value.Values;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The type of a policy's parameter.
public enum ParameterType {
  STRING("String"),
  ARRAY("Array"),
  OBJECT("Object"),
  BOOLEAN("Boolean"),
  INTEGER("Integer"),
  FLOAT("Float"),
  DATE_TIME("DateTime");

  private final String written;

  ParameterType(String written) {
    this.written = written;
  }

  /// As Azure writes it.
  public String written() {
    return written;
  }

  boolean fits(JsonNode value) {
    return switch (this) {
      case STRING -> value.isTextual();
      case ARRAY -> value.isArray();
      case OBJECT -> value.isObject();
      case BOOLEAN -> value.isBoolean();
      case INTEGER -> Values.isInteger(value);
      case FLOAT -> value.isNumber() && Double.isFinite(value.doubleValue());
      case DATE_TIME -> value.isTextual() && Instants.read(value.textValue()) != null;
    };
  }

  static @Nullable ParameterType named(String name) {
    for (ParameterType type : values()) {
      if (type.written.equalsIgnoreCase(name)) {
        return type;
      }
    }
    return null;
  }

  static String names() {
    return Arrays.stream(values()).map(ParameterType::written).collect(Collectors.joining(", "));
  }
}
