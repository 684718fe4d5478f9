package io.fairlead.policy.language.template;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.policy.language.content.Content;
import io.fairlead.policy.language.limit.Fuel;
import io.fairlead.policy.language.problem.EvaluationException;
import io.fairlead.policy.language.value.Equality;
import io.fairlead.policy.language.value.Values;
import org.jspecify.annotations.Nullable;

/// A parameter of a template. Types are those of ARM, in any case.
///
/// @param defaultValue null when there is none
/// @param allowedValues an array; a missing node when everything is allowed
/// @param range of the number, or of the length of a string or an array
/// @param path where it is declared
record TemplateParameter(
    String name,
    Type type,
    @Nullable Content defaultValue,
    JsonNode allowedValues,
    Range range,
    String path) {
  enum Type {
    STRING("string"),
    SECURE_STRING("securestring"),
    INT("int"),
    BOOL("bool"),
    OBJECT("object"),
    SECURE_OBJECT("secureObject"),
    ARRAY("array");

    private final String written;

    Type(String written) {
      this.written = written;
    }

    String written() {
      return written;
    }

    boolean isSecure() {
      return this == SECURE_STRING || this == SECURE_OBJECT;
    }

    boolean fits(JsonNode value) {
      return switch (this) {
        case STRING -> value.isTextual();
        case SECURE_STRING -> value.isTextual() || value.isPojo();
        case INT -> Values.isInteger(value);
        case BOOL -> value.isBoolean();
        case OBJECT -> value.isObject();
        case SECURE_OBJECT -> value.isObject() || value.isPojo();
        case ARRAY -> value.isArray();
      };
    }

    static @Nullable Type named(String name) {
      for (Type type : values()) {
        if (type.written.equalsIgnoreCase(name)) {
          return type;
        }
      }
      return null;
    }
  }

  /// Bounds, both included.
  ///
  /// @param min null for none
  /// @param max null for none
  record Range(@Nullable Long min, @Nullable Long max) {
    boolean holds(long value) {
      return (min == null || value >= min) && (max == null || value <= max);
    }

    @Override
    public String toString() {
      return (min == null ? "" : "at least " + min)
          + (min == null || max == null ? "" : " and ")
          + (max == null ? "" : "at most " + max);
    }
  }

  /// Passes a value on that the parameter takes.
  ///
  /// @param place where the value was given
  /// @throws EvaluationException when it does not take it
  JsonNode accept(JsonNode value, String place, Fuel fuel) {
    if (!type.fits(value)) {
      throw new EvaluationException(
          place,
          "expected a value of type "
              + type.written()
              + " for the parameter "
              + name
              + ", found "
              + shown(value));
    }
    if (!value.isPojo()) {
      checkAllowed(value, place, fuel);
      checkRange(value, place);
    }
    return value;
  }

  private void checkAllowed(JsonNode value, String place, Fuel fuel) {
    if (allowedValues.isArray()
        && allowedValues
            .valueStream()
            .noneMatch(allowed -> Equality.CASE_INSENSITIVE.same(allowed, value, fuel))) {
      throw new EvaluationException(
          place,
          "expected one of the allowed values of the parameter "
              + name
              + ", found "
              + shown(value));
    }
  }

  /// For messages, which must not show what is to be kept secret.
  private String shown(JsonNode value) {
    return type.isSecure() ? Values.kind(value) : Values.describe(value);
  }

  private void checkRange(JsonNode value, String place) {
    long measured =
        switch (type) {
          case INT -> value.longValue();
          case STRING, SECURE_STRING -> value.textValue().length();
          case ARRAY, OBJECT, SECURE_OBJECT -> value.size();
          case BOOL -> 0;
        };
    if (type != Type.BOOL && !range.holds(measured)) {
      throw new EvaluationException(
          place,
          "expected "
              + (type == Type.INT ? "a number of " : "a length of ")
              + range
              + " for the parameter "
              + name
              + ", found "
              + measured);
    }
  }
}
