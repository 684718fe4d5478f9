package io.fairlead.policy.language.definition;

/// Where related resources are looked for, or a deployment goes.
public enum Scope {
  RESOURCE_GROUP,
  SUBSCRIPTION
}
