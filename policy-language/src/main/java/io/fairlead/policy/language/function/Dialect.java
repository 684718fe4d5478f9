package io.fairlead.policy.language.function;

/// Where an expression stands: some functions exist in one place only.
public enum Dialect {
  /// In a policy rule, and in the parameters that a rule passes to its deployment.
  POLICY("a policy rule"),
  /// In the template of a deployment.
  TEMPLATE("a template");

  private final String words;

  Dialect(String words) {
    this.words = words;
  }

  /// For messages.
  public String words() {
    return words;
  }
}
