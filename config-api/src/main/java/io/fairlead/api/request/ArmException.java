package io.fairlead.api.request;

import io.fairlead.api.error.ArmError;
import io.fairlead.api.error.ArmErrorCode;
import java.util.Map;

/// Ends a request with an error for the client. Carries no stack trace: it is an answer, not a
/// fault of this server.
public final class ArmException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ArmError error;
  private final transient Map<String, String> headers;

  /// @param headers sent besides the usual ones, such as the current `ETag`
  public ArmException(ArmError error, Map<String, String> headers) {
    super(error.code() + ": " + error.message(), null, false, false);
    this.error = error;
    this.headers = Map.copyOf(headers);
  }

  public ArmException(ArmError error) {
    this(error, Map.of());
  }

  public ArmException(ArmErrorCode code, String message) {
    this(ArmError.of(code, message));
  }

  public ArmException(ArmErrorCode code, String message, String target) {
    this(ArmError.of(code, message, target));
  }

  /// What the client is told.
  public ArmError error() {
    return error;
  }

  /// The error as an answer.
  public Answer answer() {
    return Answer.of(error.status(), error.toJson()).with(headers);
  }
}
