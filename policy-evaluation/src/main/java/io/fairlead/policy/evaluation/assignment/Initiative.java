package io.fairlead.policy.evaluation.assignment;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.contract.event.PolicyState;
import io.fairlead.contract.id.PolicyId;
import io.fairlead.policy.language.InitiativeParameters;
import io.fairlead.policy.language.problem.Checked;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An initiative, read.
///
/// @param state as the store has it
/// @param parameters its parameters, or what is wrong with them
/// @param entries its definitions, in its order
record Initiative(
    PolicyState state, Checked<InitiativeParameters> parameters, List<Entry> entries) {
  Initiative {
    entries = List.copyOf(entries);
  }

  /// A definition of an initiative.
  ///
  /// @param reference as written
  /// @param definition its id
  /// @param key of that id
  /// @param passed values of its parameters, expressions perhaps
  /// @param path where the latter stand
  record Entry(String reference, PolicyId definition, String key, JsonNode passed, String path) {}

  /// Reads an initiative; empty when an entry names no definition, which the API lets nowhere in.
  static Optional<Initiative> parse(PolicyState state) {
    JsonNode list = state.properties().path("policyDefinitions");
    List<Entry> entries = new ArrayList<>();
    try {
      for (int i = 0; i < list.size(); i++) {
        entries.add(entry(list.get(i), "policyDefinitions[" + i + "].parameters"));
      }
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    return Optional.of(
        new Initiative(
            state, InitiativeParameters.parse(state.properties().path("parameters")), entries));
  }

  private static Entry entry(JsonNode json, String path) {
    PolicyId definition = PolicyId.parse(json.path("policyDefinitionId").asText());
    return new Entry(
        json.path("policyDefinitionReferenceId").asText(),
        definition,
        definition.key(),
        json.path("parameters"),
        path);
  }
}
