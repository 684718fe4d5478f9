package io.fairlead.benchmarks.fleet;

import io.fairlead.benchmarks.result.Latencies;
import io.fairlead.benchmarks.waiting.Waiting;
import io.fairlead.contract.id.ConfigurationVersion;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/// When agents stored each state. Thread-safe.
public final class Arrivals implements AgentObserver {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  /// The store's generations are unique over all configurations.
  private final Map<Long, Long> nanosByGeneration = new ConcurrentHashMap<>();

  @Override
  public void stored(ConfigurationVersion version, long nanos) {
    nanosByGeneration.putIfAbsent(version.generation(), nanos);
  }

  /// When a state was stored first, by [System#nanoTime()]; empty when it was not.
  public OptionalLong of(long generation) {
    Long nanos = nanosByGeneration.get(generation);
    return nanos == null ? OptionalLong.empty() : OptionalLong.of(nanos);
  }

  /// How long each took.
  ///
  /// @param begin from when it counts, by [System#nanoTime()]
  public Latencies since(long begin) {
    Latencies latencies = new Latencies();
    nanosByGeneration.values().forEach(nanos -> latencies.record(nanos - begin));
    return latencies;
  }

  /// How many states were stored so far.
  public int count() {
    return nanosByGeneration.size();
  }

  /// Forgets what was stored so far.
  public void clear() {
    nanosByGeneration.clear();
  }

  /// Waits until that many states were stored.
  ///
  /// @throws IllegalStateException when they are not in time
  public void await(int count, Duration limit) throws InterruptedException {
    Waiting.until(
        () -> count() >= count,
        () -> "agents stored %d of %d states".formatted(count(), count),
        BETWEEN_LOOKS,
        limit);
  }
}
