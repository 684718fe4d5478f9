/// What all policies together want of one cluster. Start with
/// [io.fairlead.policy.evaluation.Evaluator]: given the [io.fairlead.policy.evaluation.PolicySet]
/// and a [io.fairlead.policy.evaluation.KnownCluster] it answers with an
/// [io.fairlead.policy.evaluation.Evaluation]. All of it is plain Java, immutable and thread-safe;
// an
/// answer depends on the arguments alone.
@NullMarked
package io.fairlead.policy.evaluation;

import org.jspecify.annotations.NullMarked;
