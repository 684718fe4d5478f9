package io.fairlead.gateway.table;

import java.util.Comparator;

/// The order of a key's states, whatever order they are read in.
record Order(long epoch, long generation) implements Comparable<Order> {
  private static final Comparator<Order> COMPARATOR =
      Comparator.comparingLong(Order::epoch).thenComparingLong(Order::generation);

  @Override
  public int compareTo(Order other) {
    return COMPARATOR.compare(this, other);
  }
}
