package io.fairlead.systemtest.hub;

/// The processes of a hub, each of which may die at any moment.
public enum HubProcess {
  CONFIG_API,
  AGENT_GATEWAY,
  BROKER,
  POSTGRES
}
