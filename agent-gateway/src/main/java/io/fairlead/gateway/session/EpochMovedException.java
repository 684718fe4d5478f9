package io.fairlead.gateway.session;

/// The table has seen another epoch than the session's: what it holds is not to be told in it.
public final class EpochMovedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param expected the session's epoch
  /// @param newest the newest that the table has seen
  public EpochMovedException(long expected, long newest) {
    super("the table has seen epoch %d, the session is of %d".formatted(newest, expected));
  }
}
