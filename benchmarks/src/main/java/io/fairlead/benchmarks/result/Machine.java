package io.fairlead.benchmarks.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where the figures are from.
///
/// @param processors that programs may use
/// @param processor the kind; empty where the system does not say
/// @param memoryBytes in all; 0 where the system does not say
/// @param system name and version
/// @param java its version
public record Machine(
    int processors, String processor, long memoryBytes, String system, String java) {
  private static final long KIB = 1024;

  /// This one.
  public static Machine here() {
    return new Machine(
        Runtime.getRuntime().availableProcessors(),
        line("/proc/cpuinfo", "model name"),
        kib(line("/proc/meminfo", "MemTotal")) * KIB,
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.version"));
  }

  private static long kib(String text) {
    String digits = text.replaceAll("\\D", "");
    return digits.isEmpty() ? 0 : Long.parseLong(digits);
  }

  private static String line(String file, String name) {
    try {
      return Files.readAllLines(Path.of(file)).stream()
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("");
    } catch (IOException notLinux) {
      return "";
    }
  }
}
