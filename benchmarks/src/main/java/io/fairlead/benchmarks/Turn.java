package io.fairlead.benchmarks;

import io.fairlead.benchmarks.hub.GatewaySize;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Benchmarks that use the same hub, one after another.
///
/// @param benchmarks at least one, in the order in which they run
record Turn(List<Benchmark> benchmarks) {
  private static final Set<Sharing> SHARING =
      EnumSet.of(Sharing.FIRST, Sharing.BETWEEN, Sharing.LAST);

  Turn {
    benchmarks = List.copyOf(benchmarks);
  }

  /// Puts benchmarks into turns. In full each has a hub of its own. Quick: those that may share one
  /// and want the same gateway do, at the place of the first of them.
  static List<Turn> plan(List<Benchmark> benchmarks, Size size) {
    Map<Key, List<Benchmark>> turns = new LinkedHashMap<>();
    for (Benchmark benchmark : benchmarks) {
      boolean shares = size == Size.QUICK && SHARING.contains(benchmark.sharing());
      Key key = new Key(shares ? "" : benchmark.name(), benchmark.gateway(size));
      turns.computeIfAbsent(key, none -> new ArrayList<>()).add(benchmark);
    }
    return turns.values().stream()
        .map(each -> each.stream().sorted(Comparator.comparing(Benchmark::sharing)).toList())
        .map(Turn::new)
        .toList();
  }

  /// @param owner of the hub; empty where it is shared
  private record Key(String owner, GatewaySize gateway) {}

  /// The folder of what it keeps.
  String folder() {
    String first = benchmarks.getFirst().name();
    return isShared() ? "shared-" + first : first;
  }

  /// Which hub its benchmarks have, for a person.
  String hub() {
    if (isShared()) {
      return "one hub for " + names();
    }
    return benchmarks.getFirst().sharing() == Sharing.NO_HUB ? "no hub" : "a hub of its own";
  }

  private boolean isShared() {
    return benchmarks.size() > 1;
  }

  private String names() {
    return benchmarks.stream().map(Benchmark::name).collect(Collectors.joining(", "));
  }
}
