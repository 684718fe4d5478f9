package io.fairlead.conformance.agent;

/// Something else happened than a rule says.
public final class ExpectationFailedException extends RuntimeException {
  private final String expected;
  private final String actual;

  public ExpectationFailedException(String expected, String actual) {
    super("expected " + expected + ", found " + actual);
    this.expected = expected;
    this.actual = actual;
  }

  public String expected() {
    return expected;
  }

  public String actual() {
    return actual;
  }

  /// Fails unless a condition holds.
  ///
  /// @param expected completes "expected …"
  /// @param actual what is there instead, rendered when needed
  public static void require(boolean holds, String expected, Object actual) {
    if (!holds) {
      throw new ExpectationFailedException(expected, String.valueOf(actual));
    }
  }
}
