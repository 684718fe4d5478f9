package io.fairlead.systemtest.hub;

/// The processes of a hub, each of which may die at any moment.
public enum HubProcess {
  CONFIG_API,
  AGENT_GATEWAY,
  BROKER,
  POSTGRES;

  /// An order in which none waits for another for long.
  public static java.util.List<HubProcess> inStartOrder() {
    return java.util.List.of(POSTGRES, BROKER, CONFIG_API, AGENT_GATEWAY);
  }
}
