package io.fairlead.benchmarks.hub;

import io.fairlead.benchmarks.result.ProcessUse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What the hub's processes and this one take of the machine from a moment on, by the book of each
/// ([ProcessBook]).
public final class ProcessWatch {
  private static final String GENERATOR = "generator";
  private static final Spent NOTHING = new Spent(0, 0);

  private final Map<String, Long> pids;
  private final Map<String, Spent> before;

  private ProcessWatch(Map<String, Long> pids, Map<String, Spent> before) {
    this.pids = pids;
    this.before = before;
  }

  /// From now on.
  public static ProcessWatch of(Hub hub) {
    Map<String, Long> pids = new LinkedHashMap<>();
    hub.processes().forEach(process -> pids.put(process, hub.pid(process)));
    pids.put(GENERATOR, ProcessHandle.current().pid());
    return new ProcessWatch(pids, spent(pids));
  }

  /// From the start of each process on.
  ///
  /// @param pids by their names
  public static ProcessWatch sinceStart(Map<String, Long> pids) {
    return new ProcessWatch(Map.copyOf(pids), Map.of());
  }

  /// What was used so far. A process that was started again counts from its new start.
  public List<ProcessUse> use() {
    Map<String, Spent> now = spent(pids);
    return pids.entrySet().stream()
        .map(
            process -> {
              Spent since =
                  now.getOrDefault(process.getKey(), NOTHING)
                      .since(before.getOrDefault(process.getKey(), NOTHING));
              return new ProcessUse(
                  process.getKey(),
                  since.seconds(),
                  since.compiling(),
                  family(process).mapToLong(ProcessBook::peakBytes).sum());
            })
        .toList();
  }

  private record Spent(double seconds, double compiling) {
    Spent since(Spent before) {
      return new Spent(
          Math.max(0, seconds - before.seconds), Math.max(0, compiling - before.compiling));
    }
  }

  private static Map<String, Spent> spent(Map<String, Long> pids) {
    Map<String, Spent> all = new LinkedHashMap<>();
    for (Map.Entry<String, Long> process : pids.entrySet()) {
      ProcessBook own = new ProcessBook(process.getValue());
      double children =
          family(process).filter(book -> !book.equals(own)).mapToDouble(ProcessBook::seconds).sum();
      // Children that have ended are in their parent's book.
      all.put(
          process.getKey(),
          new Spent(own.secondsWithEndedChildren() + children, own.compilerSeconds()));
    }
    return all;
  }

  /// A process and its children; of the generator, whose children are the hub's processes, itself.
  private static Stream<ProcessBook> family(Map.Entry<String, Long> process) {
    if (process.getKey().equals(GENERATOR)) {
      return Stream.of(new ProcessBook(process.getValue()));
    }
    return ProcessHandle.of(process.getValue()).stream()
        .flatMap(handle -> Stream.concat(Stream.of(handle), handle.descendants()))
        .map(handle -> new ProcessBook(handle.pid()));
  }
}
