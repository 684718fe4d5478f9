/// How policies are assigned, as specifications.
@NullMarked
package io.fairlead.policy.evaluation.planning;

import org.jspecify.annotations.NullMarked;
