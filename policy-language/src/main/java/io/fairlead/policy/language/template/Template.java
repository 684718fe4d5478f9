package io.fairlead.policy.language.template;

import io.fairlead.policy.language.content.Content;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// An ARM template, as far as it matters here. Immutable.
///
/// @param parameters by name in lower case
/// @param variables by name in lower case
record Template(
    Map<String, TemplateParameter> parameters,
    Map<String, Variable> variables,
    List<ResourceDeclaration> resources) {
  Template {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    variables = Map.copyOf(variables);
    resources = List.copyOf(resources);
  }

  /// A variable's value.
  sealed interface Variable {
    record Single(Content value) implements Variable {}

    /// Made by `copy`.
    record Repeated(Content.Loop loop) implements Variable {}
  }
}
