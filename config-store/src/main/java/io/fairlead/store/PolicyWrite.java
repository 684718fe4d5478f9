package io.fairlead.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.contract.id.PolicyId;
import java.util.Set;

/// The whole desired state of a resource of Azure Policy.
///
/// @param id the resource; its type tells what the body says
/// @param body `properties`, and of an assignment `location` and `identity`: validated; never
///     read-only ones; at most
///     [io.fairlead.contract.event.PolicyState#MAX_BYTES] as JSON. Kept in its order
/// @param references what the resource names and what must be there
/// @param limit how many of this type there may be at this scope
/// @param by who asks
public record PolicyWrite(
    PolicyId id, ObjectNode body, Set<PolicyId> references, int limit, Principal by) {
  public PolicyWrite {
    references = Set.copyOf(references);
  }
}
