/// What a policy deploys to a cluster: configurations, made comparable by a digest.
@NullMarked
package io.fairlead.policy.evaluation.planning;

import org.jspecify.annotations.NullMarked;
