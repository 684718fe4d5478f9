package io.fairlead.agent.operator;

/// One argument of a container, in the form in which Kubernetes takes it: there `$(NAME)` stands
/// for a variable and `$$` for a dollar sign.
///
/// @param text with that escaped which is not meant for a variable
record Argument(String text) {
  /// An argument that reaches the program as it is here, so that nobody's flags can read the
  /// variables with the credentials.
  static Argument literal(String text) {
    return new Argument(text.replace("$", "$$"));
  }

  /// `--name=value`.
  static Argument flag(String name, String value) {
    return literal("--" + name + "=" + value);
  }
}
