package io.fairlead.systemtest.hub;

/// The processes of a hub, each of which may die at any moment.
public enum HubProcess {
  POSTGRES("postgres"),
  BROKER("kafka"),
  CONFIG_API("config-api"),
  AGENT_GATEWAY("agent-gateway"),
  POLICY_ENGINE("policy-engine");

  private final String part;

  HubProcess(String part) {
    this.part = part;
  }

  /// Its name in the local stack.
  String part() {
    return part;
  }
}
