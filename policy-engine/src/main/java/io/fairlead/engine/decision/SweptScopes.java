package io.fairlead.engine.decision;

import io.fairlead.contract.id.PolicyScope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Which clusters a sweep goes through: all of them, or those within some scopes. Immutable.
public final class SweptScopes {
  /// All clusters: their keys begin with '/', after which comes '0'.
  public static final SweptScopes ALL = new SweptScopes(List.of(new KeyRange("/", "0")));

  /// So many scopes are looked for one by one; of more, all clusters are gone through.
  static final int MOST = 256;

  private static final Comparator<KeyRange> WIDEST_FIRST =
      Comparator.comparing(KeyRange::from, KeyOrder.BYTES)
          .thenComparing(KeyRange::to, KeyOrder.BYTES.reversed());

  /// In order; none overlaps another.
  private final List<KeyRange> ranges;

  private SweptScopes(List<KeyRange> ranges) {
    this.ranges = List.copyOf(ranges);
  }

  /// The clusters within one of the scopes.
  public static SweptScopes within(Collection<PolicyScope> scopes) {
    return of(scopes.stream().map(SweptScopes::range));
  }

  private static KeyRange range(PolicyScope scope) {
    String key = scope.key();
    return scope.cluster().isPresent()
        ? new KeyRange(key, key + "\0")
        : new KeyRange(key + "/", key + "0");
  }

  /// Of two scopes, one contains the other, or they have nothing in common.
  private static SweptScopes of(Stream<KeyRange> scopes) {
    List<KeyRange> ranges = new ArrayList<>();
    scopes
        .sorted(WIDEST_FIRST)
        .forEach(
            range -> {
              if (ranges.isEmpty()
                  || KeyOrder.BYTES.compare(range.from(), ranges.getLast().to()) >= 0) {
                ranges.add(range);
              }
            });
    return ranges.size() > MOST ? ALL : new SweptScopes(ranges);
  }

  /// The clusters of both.
  public SweptScopes and(SweptScopes others) {
    return of(Stream.concat(ranges.stream(), others.ranges.stream()));
  }

  /// Whether a cluster is within.
  boolean contains(String key) {
    int place =
        Collections.binarySearch(
            ranges, new KeyRange(key, key), Comparator.comparing(KeyRange::from, KeyOrder.BYTES));
    // Not a beginning: then it can only be in the one that begins before it.
    int last = place >= 0 ? place : -place - 2;
    return last >= 0 && KeyOrder.BYTES.compare(key, ranges.get(last).to()) < 0;
  }

  /// Whether no cluster is within.
  public boolean isEmpty() {
    return ranges.isEmpty();
  }

  /// The next keys after that one; empty when there are none.
  ///
  /// @param key met last; empty for the beginning
  public Optional<KeyRange> after(String key) {
    return ranges.stream()
        .filter(range -> KeyOrder.BYTES.compare(key, range.to()) < 0)
        .findFirst()
        .map(range -> range.after(key));
  }
}
