package io.fairlead.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.contract.id.PolicyId;
import java.util.UUID;

/// A resource of Azure Policy as stored.
///
/// @param id as first written
/// @param uid its incarnation
/// @param generation changes with the desired state
/// @param body as [PolicyWrite#body()] was
public record StoredPolicy(
    PolicyId id, UUID uid, long generation, ObjectNode body, SystemData systemData) {}
