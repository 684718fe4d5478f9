package io.fairlead.gateway.admission;

import java.time.Duration;

/// An attempt that is not checked, since too many wait already.
public final class TooManyWaitException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Duration comeBack;

  TooManyWaitException(String message, Duration comeBack) {
    super(message);
    this.comeBack = comeBack;
  }

  /// When there may be room.
  public Duration comeBack() {
    return comeBack;
  }
}
