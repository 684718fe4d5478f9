package io.fairlead.local.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;

/// Stands in for an agent: writes down what it was told, and ends with code 7.
final class FakeAgent {
  private FakeAgent() {}

  /// Runs and ends.
  ///
  /// @param arguments the file to write to
  public static void main(String[] arguments) throws IOException {
    var told = new ArrayList<String>();
    System.getenv().forEach((name, value) -> told.add(name + "=" + value));
    Path key = Path.of(System.getenv("FAIRLEAD_AGENT_KEY_FILE"));
    told.add("key=" + Files.readAllLines(key).getFirst());
    Files.write(Path.of(arguments[0]), told);
    System.exit(7);
  }
}
