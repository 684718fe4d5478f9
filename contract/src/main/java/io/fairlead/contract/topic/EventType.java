package io.fairlead.contract.topic;

/// The versioned types of events. A form that old readers could not understand gets a new type.
public enum EventType {
  CLUSTER_CHANGED("io.fairlead.cluster.changed.v1"),
  CLUSTER_REMOVED("io.fairlead.cluster.removed.v1"),
  CONFIGURATION_CHANGED("io.fairlead.configuration.changed.v1"),
  CONFIGURATION_REMOVED("io.fairlead.configuration.removed.v1"),
  PROTECTED_SETTINGS_SEALED("io.fairlead.settings.sealed.v1"),
  POLICY_CHANGED("io.fairlead.policy.changed.v1"),
  POLICY_REMOVED("io.fairlead.policy.removed.v1"),
  DEPLOYMENT("io.fairlead.deployment.v1"),
  POLICY_VERDICT("io.fairlead.policy.verdict.v1"),
  POLICY_VERDICT_REMOVED("io.fairlead.policy.verdict.removed.v1"),
  PUBLICATION("io.fairlead.publication.v1"),
  SESSION_OPENED("io.fairlead.session.opened.v1"),
  SESSION_CLOSED("io.fairlead.session.closed.v1"),
  REPORT("io.fairlead.report.v1");

  private final String typeName;

  EventType(String typeName) {
    this.typeName = typeName;
  }

  /// The value of the header `ce_type`.
  public String typeName() {
    return typeName;
  }
}
