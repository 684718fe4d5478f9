package io.fairlead.api.http;

import java.time.Duration;

/// What one request may cost.
///
/// @param bodyBytes longest body
/// @param urlCharacters longest path and query together
/// @param headerCharacters longest sum of header names and values
/// @param bodyMemory what the bodies under way may take of the memory together, in bytes; a request
///     that would need more is turned away at once
/// @param concurrent most requests worked on at a time, from when they have arrived until their
///     answer has left; one more is turned away at once
/// @param readTimeout in which the request has to arrive completely
/// @param timeout in which it has to be answered, from when it has arrived
/// @param writeTimeout in which the client has to take the answer; then its connection is closed
public record Limits(
    int bodyBytes,
    int urlCharacters,
    int headerCharacters,
    long bodyMemory,
    int concurrent,
    Duration readTimeout,
    Duration timeout,
    Duration writeTimeout) {
  /// Most answers under way to clients that did not sign in.
  static final int MOST_OPEN = 16;

  /// What is discarded of a body that is not wanted before the connection is closed, in bytes.
  static final int MOST_DISCARDED = 8 * 1024 * 1024;
}
