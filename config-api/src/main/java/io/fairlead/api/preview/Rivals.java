package io.fairlead.api.preview;

import io.fairlead.contract.id.PolicyId;
import io.fairlead.contract.policy.PolicyVerdict;
import io.fairlead.policy.evaluation.Evaluation;
import io.fairlead.policy.evaluation.planning.PlannedConfiguration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Who wants a configuration otherwise.
final class Rivals {
  private Rivals() {}

  /// The assignments that want it otherwise, in the order of their keys; the draft itself when
  /// another of its definitions does.
  ///
  /// @param everything what all policies together want; empty when nobody else has a say
  static List<PolicyId> of(PlannedConfiguration planned, Optional<Evaluation> everything) {
    return everything.map(Evaluation::verdicts).orElse(List.of()).stream()
        .filter(verdict -> wantsOtherwise(verdict, planned))
        .map(PolicyVerdict::assignment)
        .distinct()
        .sorted(Comparator.comparing(PolicyId::key))
        .toList();
  }

  private static boolean wantsOtherwise(PolicyVerdict verdict, PlannedConfiguration planned) {
    return verdict.deployed().stream()
        .anyMatch(
            deployed ->
                deployed.configuration().equals(planned.configuration())
                    && !deployed.digest().equals(planned.digest()));
  }
}
