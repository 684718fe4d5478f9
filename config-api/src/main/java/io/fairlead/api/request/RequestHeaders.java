package io.fairlead.api.request;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The headers of a request that operations may look at. Names compare case-insensitively; a header
/// that appears more than once has its values joined with commas. Immutable.
public final class RequestHeaders {
  public static final RequestHeaders NONE = new RequestHeaders(Map.of());

  private final Map<String, String> values;

  public RequestHeaders(Map<String, String> values) {
    Map<String, String> lower = new TreeMap<>();
    values.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
    this.values = lower;
  }

  /// The value of a header; empty when the request lacks it.
  public Optional<String> value(String name) {
    return Optional.ofNullable(values.get(name.toLowerCase(Locale.ROOT)));
  }
}
