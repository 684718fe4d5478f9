/// How policies are assigned, as specifications.
@NullMarked
package io.fairlead.policy.evaluation.assignment;

import org.jspecify.annotations.NullMarked;
