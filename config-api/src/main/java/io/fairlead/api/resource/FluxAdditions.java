package io.fairlead.api.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.json.JsonPath;
import io.fairlead.api.schema.Findings;
import io.fairlead.api.schema.Rule;
import io.fairlead.api.schema.Violation.Kind;
import io.fairlead.contract.flux.AdditionRules;

/// What `additionalConfigurations` may add to Flux's objects, by the rules that the agent has, too.
final class FluxAdditions {
  private static final String NAME = "additionalConfigurations";

  private FluxAdditions() {}

  /// Those of a source.
  ///
  /// @param rules of its kind
  record OfSource(AdditionRules rules) implements Rule {
    @Override
    public void check(ObjectNode value, JsonPath at, Findings findings) {
      refuse(value, at, findings, rules);
    }
  }

  /// Those of kustomizations, which depend on the configuration's scope and namespace.
  record OfKustomizations() implements Rule {
    @Override
    public void check(ObjectNode value, JsonPath at, Findings findings) {
      var rules =
          value.path("scope").asText().equals("namespace")
              ? AdditionRules.ofKustomizationIn(value.path("namespace").asText())
              : AdditionRules.OF_KUSTOMIZATION;
      for (var entry : value.path("kustomizations").properties()) {
        refuse(entry.getValue(), at.child("kustomizations").child(entry.getKey()), findings, rules);
      }
    }
  }

  private static void refuse(JsonNode part, JsonPath at, Findings findings, AdditionRules rules) {
    for (var refusal : rules.refusals(part.path(NAME))) {
      var path = at.child(NAME);
      for (var name : refusal.path()) {
        path = path.child(name);
      }
      findings.add(Kind.InvalidCombination, path, "'%s' %s".formatted(path, refusal.problem()));
    }
  }
}
