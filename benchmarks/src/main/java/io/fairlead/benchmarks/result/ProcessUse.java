package io.fairlead.benchmarks.result;

import java.util.List;

/// What a process took of the machine while a benchmark measured.
///
/// @param process its name; `generator` is the benchmark itself
/// @param cpuSeconds that processors spent on it and on its children
/// @param compilerSeconds of them, what a JVM's compilers took; 0 of another program
/// @param peakBytes the most memory it had resident since its start, children included
public record ProcessUse(
    String process, double cpuSeconds, double compilerSeconds, long peakBytes) {

  /// Of the same processes in two parts of the work.
  ///
  /// @param before of the first part; empty when there was none
  /// @param then of the second, which has each process of the first
  public static List<ProcessUse> sum(List<ProcessUse> before, List<ProcessUse> then) {
    return then.stream()
        .map(
            use ->
                before.stream()
                    .filter(known -> known.process.equals(use.process))
                    .map(use::and)
                    .findFirst()
                    .orElse(use))
        .toList();
  }

  private ProcessUse and(ProcessUse before) {
    return new ProcessUse(
        process,
        cpuSeconds + before.cpuSeconds,
        compilerSeconds + before.compilerSeconds,
        Math.max(peakBytes, before.peakBytes));
  }
}
