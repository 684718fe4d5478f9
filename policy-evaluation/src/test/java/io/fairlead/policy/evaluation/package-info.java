/// What is decided as specifications. [io.fairlead.policy.evaluation.Samples] has the policies they
/// are about, [io.fairlead.policy.evaluation.Ship] a cluster whose store does what was decided.
@NullMarked
package io.fairlead.policy.evaluation;

import org.jspecify.annotations.NullMarked;
