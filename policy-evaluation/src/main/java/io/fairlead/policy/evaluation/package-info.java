/// What all policies together want of one cluster. Start with
/// [io.fairlead.policy.evaluation.Evaluator]: given the [io.fairlead.policy.evaluation.PolicySet]
/// and a [io.fairlead.policy.evaluation.KnownCluster] it answers with an
/// [io.fairlead.policy.evaluation.Evaluation]. It first asks each policy alone
/// ([io.fairlead.policy.evaluation.Assessment]), then settles what several want of one
/// configuration. The API asks [io.fairlead.policy.evaluation.Assessments] what single policies
/// make of a cluster, [io.fairlead.policy.evaluation.Contention] what of all would be written, and
/// [io.fairlead.policy.evaluation.Denials] what is denied.
///
/// `assignment` has policies as they are assigned, `planning` what they deploy. All of it is plain
/// Java, immutable and thread-safe; an answer depends on the arguments alone.
@NullMarked
package io.fairlead.policy.evaluation;

import org.jspecify.annotations.NullMarked;
