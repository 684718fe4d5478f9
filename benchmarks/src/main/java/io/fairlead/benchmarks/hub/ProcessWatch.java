package io.fairlead.benchmarks.hub;

import io.fairlead.benchmarks.result.ProcessUse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What the hub's processes and this one take of the machine from a moment on, as Linux keeps book
/// of it in `/proc`.
public final class ProcessWatch {
  private static final String GENERATOR = "generator";

  /// The kernel counts processor time in these for programs, whatever its own tick.
  private static final double TICKS_PER_SECOND = 100;

  private static final long KIB = 1024;

  // After the name, which is in parentheses and may contain spaces; from 0.
  private static final int USER_TICKS = 11;
  private static final int CHILDREN_SYSTEM_TICKS = 14;
  private static final int OWN_SYSTEM_TICKS = 12;

  private final Map<String, Long> pids;
  private final Map<String, Double> before;

  private ProcessWatch(Map<String, Long> pids, Map<String, Double> before) {
    this.pids = pids;
    this.before = before;
  }

  /// From now on.
  public static ProcessWatch of(Hub hub) {
    Map<String, Long> pids = new LinkedHashMap<>();
    hub.processes().forEach(process -> pids.put(process, hub.pid(process)));
    pids.put(GENERATOR, ProcessHandle.current().pid());
    return new ProcessWatch(pids, seconds(pids));
  }

  /// From the start of each process on.
  ///
  /// @param pids by their names
  public static ProcessWatch sinceStart(Map<String, Long> pids) {
    return new ProcessWatch(Map.copyOf(pids), Map.of());
  }

  /// What was used so far. A process that was started again counts from its new start.
  public List<ProcessUse> use() {
    Map<String, Double> now = seconds(pids);
    return pids.entrySet().stream()
        .map(
            process ->
                new ProcessUse(
                    process.getKey(),
                    Math.max(
                        0,
                        now.getOrDefault(process.getKey(), 0.0)
                            - before.getOrDefault(process.getKey(), 0.0)),
                    family(process).mapToLong(ProcessWatch::peakBytes).sum()))
        .toList();
  }

  private static Map<String, Double> seconds(Map<String, Long> pids) {
    Map<String, Double> all = new LinkedHashMap<>();
    for (Map.Entry<String, Long> process : pids.entrySet()) {
      long own = process.getValue();
      double children =
          family(process)
              .filter(pid -> pid != own)
              .mapToDouble(pid -> ticks(pid, OWN_SYSTEM_TICKS))
              .sum();
      // Children that have ended are in their parent's book.
      all.put(process.getKey(), (ticks(own, CHILDREN_SYSTEM_TICKS) + children) / TICKS_PER_SECOND);
    }
    return all;
  }

  /// A process and its children; of the generator, whose children are the hub's processes, itself.
  private static Stream<Long> family(Map.Entry<String, Long> process) {
    if (process.getKey().equals(GENERATOR)) {
      return Stream.of(process.getValue());
    }
    return ProcessHandle.of(process.getValue()).stream()
        .flatMap(handle -> Stream.concat(Stream.of(handle), handle.descendants()))
        .map(ProcessHandle::pid);
  }

  private static double ticks(long pid, int last) {
    String stat = read(pid, "stat");
    String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
    double sum = 0;
    for (int field = USER_TICKS; field <= last && field < fields.length; field++) {
      sum += Long.parseLong(fields[field]);
    }
    return sum;
  }

  /// Of PostgreSQL's processes, which share most of their memory, each its own and its part of what
  /// is shared, now; of others the most so far.
  private static long peakBytes(long pid) {
    boolean shares = read(pid, "comm").strip().equals("postgres");
    String file = shares ? "smaps_rollup" : "status";
    String name = shares ? "Pss:" : "VmHWM:";
    return read(pid, file)
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KIB)
        .findFirst()
        .orElse(0);
  }

  /// What there is; empty when the process is over.
  private static String read(long pid, String file) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid), file));
    } catch (NoSuchFileException over) {
      return "";
    } catch (IOException e) {
      if (!Files.exists(Path.of("/proc", Long.toString(pid)))) {
        return "";
      }
      throw new UncheckedIOException(e);
    }
  }
}
