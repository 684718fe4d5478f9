package io.fairlead.benchmarks.fleet;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/// Whether processes may have as many files open as a fleet has connections: a process that may not
/// shows as agents that find nobody. A JVM takes by itself all that `ulimit -Hn` allows it.
public final class OpenFiles {
  /// What a process has open besides connections: libraries, tables, pipes.
  private static final long OTHERS = 1_000;

  private static final String LINE = "Max open files";
  private static final String UNLIMITED = "unlimited";

  private OpenFiles() {}

  /// Refuses to begin what cannot be done.
  ///
  /// @param connections of this process at a time
  /// @throws IllegalStateException when that is more than it may have
  public static void requireHere(int connections) {
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix) {
      require("this process", connections, unix.getMaxFileDescriptorCount());
    }
  }

  /// The same for another process.
  ///
  /// @param name for a person
  public static void requireOf(String name, long pid, int connections) {
    Path limits = Path.of("/proc", Long.toString(pid), "limits");
    try {
      require(name, connections, most(Files.readString(limits)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot see how many files " + name + " may open", e);
    }
  }

  /// What Linux says of a process: its soft limit.
  static long most(String limits) {
    return limits
        .lines()
        .filter(line -> line.startsWith(LINE))
        .map(line -> line.substring(LINE.length()).strip().split("\\s+", -1)[0])
        .mapToLong(soft -> soft.equals(UNLIMITED) ? Long.MAX_VALUE : Long.parseLong(soft))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no limit of open files in: " + limits));
  }

  static void require(String name, int connections, long most) {
    if (connections + OTHERS > most) {
      throw new IllegalStateException(
          "%s is to have %,d connections and may have %,d files open; allow it %,d: ulimit -Hn"
              .formatted(name, connections, most, connections + OTHERS));
    }
  }
}
