package io.fairlead.api.http;

import java.time.Duration;

/// What one request may cost.
///
/// @param bodyBytes longest body
/// @param urlCharacters longest path and query together
/// @param headerCharacters longest sum of header names and values
/// @param concurrent most requests worked on at a time; one more is turned away at once
/// @param readTimeout in which the request has to arrive completely
/// @param timeout in which it has to be answered, from when it has arrived
public record Limits(
    int bodyBytes,
    int urlCharacters,
    int headerCharacters,
    int concurrent,
    Duration readTimeout,
    Duration timeout) {
  /// What is discarded of a body that is not wanted before the connection is closed, in bytes.
  static final int MOST_DISCARDED = 8 * 1024 * 1024;
}
