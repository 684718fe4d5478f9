package io.fairlead.systemtest.edge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// What a process takes of this machine, as Linux keeps book of it.
///
/// @param pid the process
public record ProcessCost(long pid) {
  private static final long KIB = 1024;

  /// Memory in use: its own and what it has mapped of files, bytes.
  public long residentBytes() {
    return lines("status")
        .lines()
        .filter(line -> line.startsWith("VmRSS:"))
        .map(line -> line.replaceAll("\\D", ""))
        .mapToLong(kib -> Long.parseLong(kib) * KIB)
        .findFirst()
        .orElseThrow();
  }

  /// Time that processors spent on it so far.
  public Duration processorTime() {
    return ProcessHandle.of(pid)
        .flatMap(process -> process.info().totalCpuDuration())
        .orElseThrow();
  }

  private String lines(String file) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid), file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
