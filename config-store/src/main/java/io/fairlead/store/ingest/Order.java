package io.fairlead.store.ingest;

import java.util.Comparator;

/// Where something stands in the order in which a cluster said it. No clock takes part in it.
///
/// @param session the session's number
/// @param sequence within the session; 0 for the session itself
record Order(long epoch, long session, long sequence) implements Comparable<Order> {
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
