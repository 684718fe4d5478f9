package io.fairlead.benchmarks.fleet;

/// What an agent of a fleet is made to do. An agent that is so already does nothing.
public enum Act {
  /// Its process starts, and begins to connect.
  START,
  /// Its process ends in order.
  STOP,
  /// Its process ends as by `kill -9`.
  KILL,
  /// As [#KILL], and all that it and its cluster remember is gone but its key.
  WIPE,
  /// The network is away; its process goes on.
  GO_OFFLINE,
  /// The network is back.
  GO_ONLINE
}
