package io.fairlead.api.http;

import io.vertx.core.MultiMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The ids by which a request is found again in logs, here and at the client.
///
/// @param request ours, new for every request
/// @param correlation the client's, when it sent one that is fit to be repeated, or ours
/// @param client the client's own id; empty when it sent none that is fit to be repeated
record CorrelationIds(String request, String correlation, Optional<String> client) {
  /// What may be repeated in a header and a log line: no spaces, no quotes, nothing unprintable.
  private static final Pattern REPEATABLE = Pattern.compile("[A-Za-z0-9._:+/=@{}()\\-]{1,128}");

  static CorrelationIds of(MultiMap headers) {
    String own = UUID.randomUUID().toString();
    return new CorrelationIds(
        own,
        repeatable(headers.get("x-ms-correlation-request-id")).orElse(own),
        repeatable(headers.get("x-ms-client-request-id")));
  }

  private static Optional<String> repeatable(@Nullable String value) {
    return Optional.ofNullable(value).filter(v -> REPEATABLE.matcher(v).matches());
  }

  /// The headers of the answer.
  Map<String, String> headers() {
    return Stream.concat(
            Stream.of(
                Map.entry("x-ms-request-id", request),
                Map.entry("x-ms-correlation-request-id", correlation)),
            client.map(id -> Map.entry("x-ms-client-request-id", id)).stream())
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
