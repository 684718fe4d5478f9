package io.fairlead.conformance.kit;

import java.util.List;

/// How a check ended.
public sealed interface Outcome {
  /// The gateway keeps the rule.
  record Passed() implements Outcome {}

  /// The gateway does not.
  ///
  /// @param exchange the last things said, oldest first, without secrets
  record Failed(String expected, String actual, List<String> exchange) implements Outcome {
    public Failed {
      exchange = List.copyOf(exchange);
    }
  }

  /// Nothing is said about the rule.
  record NotJudged(String reason) implements Outcome {}
}
