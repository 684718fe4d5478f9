package io.fairlead.benchmarks.hub;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// What Linux keeps book of about one process, in `/proc`. Of a process that is over, nothing.
///
/// @param pid of the process
record ProcessBook(long pid) {
  /// The kernel counts processor time in these for programs, whatever its own tick.
  private static final double TICKS_PER_SECOND = 100;

  private static final long KIB = 1024;

  // After the name, which is in parentheses and may contain spaces; from 0.
  private static final int USER_TICKS = 11;
  private static final int OWN_SYSTEM_TICKS = 12;
  private static final int CHILDREN_SYSTEM_TICKS = 14;

  /// Processor time of its own so far.
  double seconds() {
    return seconds(folder(), OWN_SYSTEM_TICKS);
  }

  /// The same, and of all children that have ended.
  double secondsWithEndedChildren() {
    return seconds(folder(), CHILDREN_SYSTEM_TICKS);
  }

  /// Processor time that the compilers of a JVM took so far; 0 of another program. The JVM keeps
  /// the first thread of each compiler, so on two processors, where there are no others, it is all.
  double compilerSeconds() {
    double sum = 0;
    Path threads = folder().resolve("task");
    try (DirectoryStream<Path> all = Files.newDirectoryStream(threads)) {
      for (Path thread : all) {
        String name = read(thread.resolve("comm"));
        if (name.startsWith("C1 Compiler") || name.startsWith("C2 Compiler")) {
          sum += seconds(thread, OWN_SYSTEM_TICKS);
        }
      }
      return sum;
    } catch (IOException e) {
      if (!Files.exists(threads)) {
        return 0;
      }
      throw new UncheckedIOException(e);
    }
  }

  /// Of one of PostgreSQL's processes, which share most of their memory, its own and its part of
  /// what is shared, now; of others the most so far.
  long peakBytes() {
    boolean shares = read(folder().resolve("comm")).strip().equals("postgres");
    String file = shares ? "smaps_rollup" : "status";
    String name = shares ? "Pss:" : "VmHWM:";
    return read(folder().resolve(file))
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KIB)
        .findFirst()
        .orElse(0);
  }

  private Path folder() {
    return Path.of("/proc", Long.toString(pid));
  }

  private static double seconds(Path folder, int last) {
    String stat = read(folder.resolve("stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
    double sum = 0;
    for (int field = USER_TICKS; field <= last && field < fields.length; field++) {
      sum += Long.parseLong(fields[field]);
    }
    return sum / TICKS_PER_SECOND;
  }

  /// What there is; empty when the process, or the thread, is over.
  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException over) {
      return "";
    } catch (IOException e) {
      if (!Files.exists(file)) {
        return "";
      }
      throw new UncheckedIOException(e);
    }
  }
}
