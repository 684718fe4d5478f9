package io.fairlead.policy.evaluation;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.policy.evaluation.Assessment.Outcome;
import io.fairlead.policy.evaluation.assignment.AssignedDefinition;

/// What a policy makes of a resource, with all that is known of the policy.
record Assessed(AssignedDefinition assigned, ResourceId resource, Outcome outcome) {}
