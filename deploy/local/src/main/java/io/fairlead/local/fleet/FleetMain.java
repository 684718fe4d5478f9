package io.fairlead.local.fleet;

import io.fairlead.embedded.Lifeline;
import io.fairlead.embedded.StartException;
import io.fairlead.local.Fleet;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A simulated fleet as a process of its own.
public final class FleetMain {
  private static final Set<String> OPTIONS =
      Set.of("--api", "--gateway", "--token-file", "--clusters", "--directory");

  private FleetMain() {}

  /// Runs until told to stop; says `ready clusters=N` once all are registered.
  ///
  /// @param arguments `--api URL --gateway URL --token-file FILE --clusters N --directory DIR`, all
  /// of
  ///     them
  public static void main(String[] arguments) throws InterruptedException {
    Lifeline.holdIfAsked();
    try {
      Fleet.Settings settings = settings(List.of(arguments));
      SimulatedFleet fleet = SimulatedFleet.start(settings);
      Runtime.getRuntime().addShutdownHook(new Thread(fleet::close, "stop"));
      System.out.println("ready clusters=" + settings.clusters());
      Thread.currentThread().join();
    } catch (StartException e) {
      System.err.println("fleet: " + e.reason());
      System.exit(1);
    }
  }

  static Fleet.Settings settings(List<String> arguments) {
    Map<String, String> given = new HashMap<>();
    for (int index = 0; index < arguments.size(); index += 2) {
      String option = arguments.get(index);
      if (!OPTIONS.contains(option) || index + 1 == arguments.size()) {
        throw new StartException("unknown option or no value: " + option + "; needed: " + OPTIONS);
      }
      given.put(option, arguments.get(index + 1));
    }
    if (!given.keySet().equals(OPTIONS)) {
      throw new StartException("needed are all of " + OPTIONS);
    }
    try {
      return new Fleet.Settings(
          URI.create(given.get("--api")),
          URI.create(given.get("--gateway")),
          Path.of(given.get("--token-file")),
          Integer.parseInt(given.get("--clusters")),
          Path.of(given.get("--directory")));
    } catch (IllegalArgumentException e) {
      throw new StartException("an option's value is not allowed: " + e.getMessage(), e);
    }
  }
}
