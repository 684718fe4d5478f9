package io.fairlead.engine.app;

import io.fairlead.listener.StartCheck;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/// The engine's process.
@QuarkusMain
public final class EngineMain {
  private EngineMain() {}

  /// Runs until the process is told to stop.
  ///
  /// @param arguments are Quarkus' own
  public static void main(String... arguments) {
    StartCheck.ofHealth();
    Quarkus.run(arguments);
  }
}
