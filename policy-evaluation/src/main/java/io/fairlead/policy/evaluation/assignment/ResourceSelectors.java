package io.fairlead.policy.evaluation.assignment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// `resourceSelectors`: a resource is selected by one of them whose selectors all select it, and
/// always where there are none.
///
/// @param alternatives the selectors of each
record ResourceSelectors(List<List<Selector>> alternatives) {
  /// Selects everything.
  static final ResourceSelectors ALL = new ResourceSelectors(List.of());

  ResourceSelectors {
    alternatives = List.copyOf(alternatives);
  }

  /// Reads the array; a missing node for none.
  ///
  /// @throws IllegalArgumentException when a selector in it cannot be read
  static ResourceSelectors parse(JsonNode json) {
    return new ResourceSelectors(
        json.valueStream().map(each -> Selector.all(each.path("selectors"))).toList());
  }

  /// @param reference in lower case
  boolean select(ScopedResource resource, String reference) {
    return alternatives.isEmpty()
        || alternatives.stream()
            .anyMatch(all -> all.stream().allMatch(each -> each.selects(resource, reference)));
  }
}
