package io.fairlead.engine.decision;

import java.util.Comparator;

/// Where something stands in the order in which a cluster said it. No clock takes part in it.
///
/// @param epoch of the session
/// @param session its number
/// @param sequence within the session
public record Order(long epoch, long session, long sequence) implements Comparable<Order> {
  /// Before all that is said.
  static final Order NEVER = new Order(0, -1, 0);

  private static final Comparator<Order> COMPARATOR =
      Comparator.comparingLong(Order::epoch)
          .thenComparingLong(Order::session)
          .thenComparingLong(Order::sequence);

  @Override
  public int compareTo(Order other) {
    return COMPARATOR.compare(this, other);
  }

  boolean isAfter(Order other) {
    return compareTo(other) > 0;
  }
}
