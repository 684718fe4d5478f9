package io.fairlead.api.request;

import io.fairlead.api.error.ArmErrorCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The query of a request. Names compare case-insensitively, as in ARM; a parameter that this API
/// does not know is ignored, one that it knows may appear only once. Immutable.
public final class QueryParameters {
  private static final int MOST = 64;

  private final Map<String, List<String>> values;

  private QueryParameters(Map<String, List<String>> values) {
    this.values = values;
  }

  /// Reads a raw query, without its `?`.
  ///
  /// @throws ArmException (400) when an escape is malformed or there are more than 64 parameters
  public static QueryParameters parse(String query) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    if (query.isEmpty()) {
      return new QueryParameters(values);
    }
    String[] pairs = query.split("&", MOST + 1);
    if (pairs.length > MOST) {
      throw new ArmException(
          ArmErrorCode.InvalidQueryParameter,
          "The query has more than the " + MOST + " parameters allowed.");
    }
    for (String pair : pairs) {
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
      values.computeIfAbsent(name.toLowerCase(Locale.ROOT), _ -> new ArrayList<>()).add(value);
    }
    return new QueryParameters(values);
  }

  private static String decode(String text) {
    return PercentEncoding.decode(text.replace("+", "%20"))
        .orElseThrow(
            () ->
                new ArmException(
                    ArmErrorCode.InvalidQueryParameter, "The query is not percent-encoded UTF-8."));
  }

  /// The value of a parameter; empty when it is absent or has no characters.
  ///
  /// @throws ArmException (400) when the parameter appears more than once
  public Optional<String> value(String name) {
    List<String> all = values.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    if (all.size() > 1) {
      throw new ArmException(
          ArmErrorCode.InvalidQueryParameter,
          "The query parameter '" + name + "' appears more than once.",
          name);
    }
    return all.stream().filter(value -> !value.isEmpty()).findFirst();
  }

  /// A parameter that is `true` or `false`; false when it is absent.
  ///
  /// @throws ArmException (400) for any other value
  public boolean flag(String name) {
    String value = value(name).orElse("false").toLowerCase(Locale.ROOT);
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new ArmException(
              ArmErrorCode.InvalidQueryParameter,
              "The query parameter '" + name + "' must be 'true' or 'false'.",
              name);
    };
  }
}
