package io.fairlead.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A remediation as stored, and how far it has come.
///
/// @param id as first written
/// @param correlationId of this one
/// @param body its `properties`
/// @param canceledAt null unless it was canceled
/// @param total the states that it is about
/// @param successful those of them that are compliant
/// @param failed those of them that could not be made so
/// @param assigned whether the assignment is still the one that it was asked for
/// @param evaluated whether anything is known of what it is about: a verdict of the assignment on
///     something in its scope has come in, or there is no cluster in its scope
public record StoredRemediation(
    String id,
    UUID correlationId,
    ObjectNode body,
    SystemData systemData,
    @Nullable Instant canceledAt,
    long total,
    long successful,
    long failed,
    boolean assigned,
    boolean evaluated) {}
