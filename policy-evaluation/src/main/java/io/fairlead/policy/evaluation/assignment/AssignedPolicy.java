package io.fairlead.policy.evaluation.assignment;

import io.fairlead.contract.id.PolicyId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One definition, as one assignment puts it in force.
///
/// @param assignment the assignment
/// @param uid its incarnation
/// @param generation its generation
/// @param definition the definition; the initiative itself while that is not known
/// @param initiative through which it is assigned; null when it is assigned by itself
/// @param reference the definition's name within the initiative; empty outside one
/// @param epoch the oldest of the store's epochs in which the assignment, the initiative and the
///     definition were published
public record AssignedPolicy(
    PolicyId assignment,
    UUID uid,
    long generation,
    PolicyId definition,
    @Nullable PolicyId initiative,
    String reference,
    long epoch) {}
