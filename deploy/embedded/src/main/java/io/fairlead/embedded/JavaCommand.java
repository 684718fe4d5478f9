package io.fairlead.embedded;

import java.nio.file.Path;
import java.util.List;

/// Starts child JVMs with the JDK that runs this one.
public final class JavaCommand {
  private JavaCommand() {}

  /// The words before the JVM's flags. The child ignores a Ctrl-C in the terminal, which reaches
  /// the whole group of processes: its parent stops it in its turn. SIGTERM works as usual.
  public static List<String> withoutInterrupts() {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return List.of("sh", "-c", "trap '' INT HUP; exec \"$0\" \"$@\"", java);
  }
}
