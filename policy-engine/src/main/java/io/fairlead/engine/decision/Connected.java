package io.fairlead.engine.decision;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Predicate;

/// The clusters whose agents said something lately. Whoever is there can use at once what is
/// decided for it; the others get it when they come back. Forgotten whenever its task begins, and
/// known again when their agents have been heard. Used by one thread.
public final class Connected {
  /// Agents that have nothing else to say say that every minute.
  static final Duration LATELY = Duration.ofMinutes(5);

  /// So many are known; the one that was silent longest is forgotten for another.
  static final int MOST = 50_000;

  /// Whoever spoke last is last.
  private final SequencedMap<String, Instant> heard = new LinkedHashMap<>();

  /// Notes that an agent said something.
  public void heard(String cluster, Instant at) {
    heard.putLast(cluster, at);
    if (heard.size() > MOST) {
      heard.pollFirstEntry();
    }
  }

  /// Forgets a cluster.
  public void gone(String cluster) {
    heard.remove(cluster);
  }

  /// Those of them that are wanted, whoever spoke last first: of all of them it is the most likely
  /// to be there still.
  public List<String> lately(Instant now, Predicate<String> wanted) {
    Instant from = now.minus(LATELY);
    return heard.reversed().entrySet().stream()
        .filter(entry -> !entry.getValue().isBefore(from) && wanted.test(entry.getKey()))
        .map(entry -> entry.getKey())
        .toList();
  }
}
