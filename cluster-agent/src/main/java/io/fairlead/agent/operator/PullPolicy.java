package io.fairlead.agent.operator;

/// When a node fetches an image. The names are those of Kubernetes.
public enum PullPolicy {
  Always,
  IfNotPresent,
  Never
}
