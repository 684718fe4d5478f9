package io.fairlead.agent.cluster;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// What went through a [FaultyApi], as counts. Thread-safe.
public final class Calls {
  /// One sort of call.
  ///
  /// @param verb `GET`, `WATCH`, `APPLY` (server-side), or the HTTP method
  /// @param path without its query
  public record Sort(String verb, String path) {}

  private final Map<Sort, LongAdder> bySort = new ConcurrentHashMap<>();
  private final LongAdder toServer = new LongAdder();
  private final LongAdder fromServer = new LongAdder();
  private final LongAdder faults = new LongAdder();

  void add(Sort sort) {
    bySort.computeIfAbsent(sort, _ -> new LongAdder()).increment();
  }

  void addToServer(int bytes) {
    toServer.add(bytes);
  }

  void addFromServer(int bytes) {
    fromServer.add(bytes);
  }

  void addFault() {
    faults.increment();
  }

  /// All calls, those answered with a fault included.
  public long count() {
    return bySort.values().stream().mapToLong(LongAdder::sum).sum();
  }

  /// The calls of that verb whose path has that in it.
  public long count(String verb, String inPath) {
    return bySort.entrySet().stream()
        .filter(entry -> entry.getKey().verb().equals(verb))
        .filter(entry -> entry.getKey().path().contains(inPath))
        .mapToLong(entry -> entry.getValue().sum())
        .sum();
  }

  /// The calls that were answered with a fault.
  public long faults() {
    return faults.sum();
  }

  /// Bytes of bodies that went to the server, in watches over WebSocket with their framing.
  public long bytesToServer() {
    return toServer.sum();
  }

  /// Bytes of bodies that came from the server.
  public long bytesFromServer() {
    return fromServer.sum();
  }

  /// Starts from nothing.
  public void reset() {
    bySort.clear();
    toServer.reset();
    fromServer.reset();
    faults.reset();
  }

  /// One line for each sort of call, for a failed test's message.
  @Override
  public String toString() {
    var text = new StringBuilder();
    bySort.forEach(
        (sort, count) ->
            text.append(count)
                .append(' ')
                .append(sort.verb())
                .append(' ')
                .append(sort.path())
                .append('\n'));
    return text.toString();
  }
}
