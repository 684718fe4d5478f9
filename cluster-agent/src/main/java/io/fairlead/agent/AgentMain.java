package io.fairlead.agent;

import io.fairlead.listener.StartCheck;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/// The agent's process.
@QuarkusMain
public final class AgentMain {
  private AgentMain() {}

  /// Runs until the process is told to stop.
  ///
  /// @param arguments are Quarkus' own
  public static void main(String... arguments) {
    StartCheck.ofHealth("fairlead.agent.gateway-ca");
    Quarkus.run(arguments);
  }
}
