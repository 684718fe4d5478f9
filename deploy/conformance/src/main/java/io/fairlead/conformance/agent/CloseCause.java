package io.fairlead.conformance.agent;

/// The causes of a close that a check can wait for, with their codes.
public enum CloseCause {
  Replaced(4001),
  ProtocolViolation(4005),
  FrameTooLarge(4006),
  SlowReader(4007),
  HeartbeatMissed(4008),
  KeyReplaced(4009),
  ClusterRemoved(4010);

  private final int code;

  CloseCause(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
