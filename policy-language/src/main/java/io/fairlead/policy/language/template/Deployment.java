package io.fairlead.policy.language.template;

import io.fairlead.policy.language.expression.Folding;
import java.util.Map;
import java.util.stream.Collectors;

/// A template with what its parameters are given. Immutable.
///
/// @param arguments by name in lower case
public record Deployment(Template template, Map<String, Argument> arguments) {
  public Deployment {
    arguments = Map.copyOf(arguments);
  }

  /// The same with parameters of the policy put in.
  public Deployment fold(Folding folding) {
    return new Deployment(
        template,
        arguments.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().fold(folding))));
  }
}
