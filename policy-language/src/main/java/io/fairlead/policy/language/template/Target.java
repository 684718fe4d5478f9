package io.fairlead.policy.language.template;

import io.fairlead.policy.language.resource.EvaluationContext;
import org.jspecify.annotations.Nullable;

/// Where a deployment goes.
///
/// @param group null for the subscription itself
record Target(String subscription, @Nullable String group) {
  String id() {
    return group == null
        ? "/subscriptions/" + subscription
        : EvaluationContext.groupId(subscription, group);
  }
}
