package io.fairlead.engine.decision;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/// The clusters that have their turn in a round before it comes by them. Used by one thread.
public final class HeadStart {
  private final Set<String> waiting = new LinkedHashSet<>();
  private final Set<String> taken = new HashSet<>();

  /// Begins, or begins anew: whoever had a turn before has another.
  ///
  /// @param clusters in the order of their turns
  public void begin(Collection<String> clusters) {
    waiting.clear();
    taken.clear();
    waiting.addAll(clusters);
  }

  /// The next one, which has its turn now; empty when there is none left.
  public Optional<String> next() {
    Optional<String> next = waiting.stream().findFirst();
    next.ifPresent(
        cluster -> {
          waiting.remove(cluster);
          taken.add(cluster);
        });
    return next;
  }

  /// Says that the round comes by a cluster, which it does once: what is not taken by then has its
  /// turn there.
  ///
  /// @return whether it had its turn before
  public boolean hadTurn(String cluster) {
    waiting.remove(cluster);
    return taken.remove(cluster);
  }
}
