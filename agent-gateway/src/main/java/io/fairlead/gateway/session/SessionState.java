package io.fairlead.gateway.session;

import io.fairlead.contract.protocol.AgentFrame;
import io.fairlead.contract.protocol.CloseCause;

/// Where a session stands.
///
/// ```
/// AwaitingHello ─hello→ Opening ─numbered, digests equal→ Live
///                          └─numbered, digests differ→ AwaitingInventory
/// AwaitingInventory ─last part→ Comparing ─table up to date→ Synchronizing
/// Synchronizing ─all sent and acknowledged→ Live
/// any ─a cause→ Closing
/// ```
public sealed interface SessionState {
  /// The name under which sessions of this state are counted.
  Phase phase();

  /// Upgraded; nothing heard yet.
  record AwaitingHello() implements SessionState {
    @Override
    public Phase phase() {
      return Phase.AwaitingHello;
    }
  }

  /// Waiting for Kafka to give the session its number, then for the table.
  record Opening(AgentFrame.Hello hello) implements SessionState {
    @Override
    public Phase phase() {
      return Phase.Opening;
    }
  }

  /// The digests differ; the agent is listing what it holds.
  record AwaitingInventory(Inventory inventory) implements SessionState {
    @Override
    public Phase phase() {
      return Phase.AwaitingInventory;
    }
  }

  /// The inventory is complete. It is compared once the table includes all that was committed by
  /// then: the agent may come from a gateway that was ahead of this one.
  record Comparing(Inventory inventory) implements SessionState {
    @Override
    public Phase phase() {
      return Phase.Comparing;
    }
  }

  /// The differences are being sent.
  record Synchronizing() implements SessionState {
    @Override
    public Phase phase() {
      return Phase.Synchronizing;
    }
  }

  /// The agent has all; changes are sent as they come.
  record Live() implements SessionState {
    @Override
    public Phase phase() {
      return Phase.Live;
    }
  }

  /// Over: inputs no longer do anything.
  record Closing(CloseCause cause) implements SessionState {
    @Override
    public Phase phase() {
      return Phase.Closing;
    }
  }

  /// The states without what they carry, as metric labels.
  enum Phase {
    AwaitingHello,
    Opening,
    AwaitingInventory,
    Comparing,
    Synchronizing,
    Live,
    Closing
  }
}
