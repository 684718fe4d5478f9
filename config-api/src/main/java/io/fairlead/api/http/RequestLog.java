package io.fairlead.api.http;

import java.time.Duration;

/// Told of every answer, for metrics and the access log. Must not block.
@FunctionalInterface
public interface RequestLog {
  /// A request was answered.
  void answered(Entry entry);

  /// One answered request. Neither bodies nor credentials.
  ///
  /// @param operation the operation's id, or `none` when there is none for the request
  /// @param method as sent
  /// @param path as sent, shortened
  /// @param status the answer's
  /// @param errorCode the error's code, or empty
  /// @param took from the arrival of the headers to the answer
  /// @param requestId ours
  /// @param clientRequestId the client's, or empty
  record Entry(
      String operation,
      String method,
      String path,
      int status,
      String errorCode,
      Duration took,
      String requestId,
      String clientRequestId) {}
}
