package io.fairlead.conformance.kit;

/// A check cannot say anything about its rule here.
public final class NotJudgedException extends RuntimeException {
  public NotJudgedException(String reason) {
    super(reason);
  }
}
