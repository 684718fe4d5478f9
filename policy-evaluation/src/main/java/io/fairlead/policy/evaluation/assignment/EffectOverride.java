package io.fairlead.policy.evaluation.assignment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// An entry of `overrides` with the kind `policyEffect`: another effect for some resources or some
/// entries of an initiative.
///
/// @param effect as written; may be none that there is
/// @param selectors all of which have to select
record EffectOverride(String effect, List<Selector> selectors) {
  private static final String KIND = "policyEffect";

  EffectOverride {
    selectors = List.copyOf(selectors);
  }

  /// Reads the array; a missing node for none. Other kinds are left out: there is one version of a
  /// definition here.
  ///
  /// @throws IllegalArgumentException when a selector in it cannot be read
  static List<EffectOverride> all(JsonNode json) {
    return json.valueStream()
        .filter(each -> each.path("kind").asText().equalsIgnoreCase(KIND))
        .map(
            each ->
                new EffectOverride(
                    each.path("value").asText(), Selector.all(each.path("selectors"))))
        .toList();
  }

  /// @param reference in lower case
  boolean applies(ScopedResource resource, String reference) {
    return selectors.stream().allMatch(each -> each.selects(resource, reference));
  }
}
