package io.fairlead.gateway.server;

/// Whether agents are served, and with what. Thread-safe.
final class Serving {
  private volatile long epoch;
  private volatile boolean draining;

  /// The epoch of the desired state that is served; 0 while none is.
  long epoch() {
    return epoch;
  }

  void epoch(long served) {
    epoch = served;
  }

  /// Whether the gateway is going away.
  boolean isDraining() {
    return draining;
  }

  void drain() {
    draining = true;
  }
}
