/// Policies as they are assigned: read from their JSON once, bound to their parameters once.
@NullMarked
package io.fairlead.policy.evaluation.assignment;

import org.jspecify.annotations.NullMarked;
