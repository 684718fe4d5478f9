package io.fairlead.contract.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.contract.id.PolicyId;
import java.time.Instant;
import java.util.UUID;

/// A policy definition, an initiative, an assignment or an exemption as the store knows it.
///
/// @param id the resource; its type tells how to read the properties
/// @param uid its incarnation
/// @param generation grows with every change
/// @param epoch the store's epoch in which this was published
/// @param properties as Azure Policy's own JSON has them, in the order in which they were written
/// @param changedAt when it changed, by the hub's clock
public record PolicyState(
    PolicyId id, UUID uid, long generation, long epoch, JsonNode properties, Instant changedAt) {
  /// The most bytes of properties as JSON: with the rest they fit into one record.
  public static final int MAX_BYTES = 512 * 1024;
}
