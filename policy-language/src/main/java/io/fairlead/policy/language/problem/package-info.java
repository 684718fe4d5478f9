/// What can be wrong, and where: [io.fairlead.policy.language.problem.Problem] names a place in
/// a definition; [io.fairlead.policy.language.problem.Checked] is a value or all that is wrong
/// with it; [io.fairlead.policy.language.problem.EvaluationException] ends an evaluation that
/// has no answer.
@NullMarked
package io.fairlead.policy.language.problem;

import org.jspecify.annotations.NullMarked;
