package io.fairlead.api.preview;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.contract.event.PolicyState;
import io.fairlead.contract.id.PolicyId;
import io.fairlead.policy.evaluation.PolicySet;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// An assignment as it would be, among all policies that there are. Immutable.
///
/// @param id the assignment
/// @param uid its incarnation: that of the assignment that it would replace, or a new one
/// @param policies all of them, with this one
/// @param now the time of the preview: decides which exemptions are in force
public record Draft(PolicyId id, UUID uid, PolicySet policies, Instant now) {
  /// Puts it among the policies, which takes time.
  ///
  /// @param policies those that there are
  /// @param properties of the assignment, accepted
  /// @param generation a later one than that of the assignment that it would replace
  public static Draft of(
      PolicySet policies,
      PolicyId id,
      UUID uid,
      long generation,
      JsonNode properties,
      Instant now) {
    var state = new PolicyState(id, uid, generation, 0, properties, now);
    return new Draft(id, uid, policies.with(List.of(state), List.of()), now);
  }

  /// Whether other assignments could want the same.
  boolean hasRivals() {
    PolicySet.Size size = policies.size();
    return size.assignments() > 1 || size.initiatives() > 0;
  }
}
