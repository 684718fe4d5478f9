package io.fairlead.policy.evaluation.assignment;

import io.fairlead.contract.event.PolicyState;
import io.fairlead.policy.language.PolicyDefinition;
import io.fairlead.policy.language.problem.Checked;

/// A definition, read.
///
/// @param state as the store has it
/// @param read itself, or what is wrong with it
record Definition(PolicyState state, Checked<PolicyDefinition> read) {
  static Definition parse(PolicyState state) {
    return new Definition(state, PolicyDefinition.parse(state.properties()));
  }
}
