/// Policies as they are assigned: read from their JSON once, bound to their parameters once. Start
/// with [io.fairlead.policy.evaluation.assignment.SubscriptionPolicies]; an assignment becomes
/// [io.fairlead.policy.evaluation.assignment.Assigned], which has an
/// [io.fairlead.policy.evaluation.assignment.AssignedDefinition] for each of its definitions.
@NullMarked
package io.fairlead.policy.evaluation.assignment;

import org.jspecify.annotations.NullMarked;
