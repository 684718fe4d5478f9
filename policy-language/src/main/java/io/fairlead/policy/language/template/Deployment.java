package io.fairlead.policy.language.template;

import io.fairlead.policy.language.expression.Folding;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// A template with what its parameters are given. Immutable.
///
/// @param arguments by name in lower case, in the order of the text, so that the first error is
/// the same every time
public record Deployment(Template template, Map<String, Argument> arguments) {
  public Deployment {
    arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
  }

  /// The same with parameters of the policy put in.
  public Deployment fold(Folding folding) {
    Map<String, Argument> folded = new LinkedHashMap<>();
    arguments.forEach((key, argument) -> folded.put(key, argument.fold(folding)));
    return new Deployment(template, folded);
  }
}
