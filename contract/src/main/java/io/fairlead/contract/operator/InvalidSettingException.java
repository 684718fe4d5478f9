package io.fairlead.contract.operator;

/// A setting of an operator that no cluster could be given. The message says what is wrong and
/// what is allowed, as a sentence that lacks its subject, the property:
/// `has --x twice; allowed is once.`
public final class InvalidSettingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param problem the sentence without its subject
  public InvalidSettingException(String problem) {
    super(problem);
  }

  /// The whole sentence.
  ///
  /// @param property the path of the property
  public String about(String property) {
    return "'" + property + "' " + getMessage();
  }
}
