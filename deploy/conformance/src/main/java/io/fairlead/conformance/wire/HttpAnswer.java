package io.fairlead.conformance.wire;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// An answer to a request.
///
/// @param headers by name in lower case; of several of a name the last
/// @param body empty when there is none
public record HttpAnswer(int status, Map<String, String> headers, String body) {
  public HttpAnswer {
    headers = Map.copyOf(headers);
  }

  /// A header, whatever the letter case of its name.
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }
}
