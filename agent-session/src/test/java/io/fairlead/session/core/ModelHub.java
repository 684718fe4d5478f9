package io.fairlead.session.core;

import io.fairlead.contract.event.Lifecycle;
import io.fairlead.contract.id.ConfigurationVersion;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.protocol.AgentFrame;
import io.fairlead.contract.protocol.GatewayFrame;
import io.fairlead.contract.protocol.SetDigest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A hub with one gateway, small enough to be believed: a map of what is wanted, and one session at
/// a
/// time that follows the protocol's page.
final class ModelHub {
  private static final int CHANGES_IN_A_FRAME = 2;

  private enum Phase {
    CLOSED,
    AWAITING_HELLO,
    AWAITING_INVENTORY,
    SYNCHRONIZING,
    LIVE
  }

  final Map<Integer, GatewayFrame.Change> wanted = new LinkedHashMap<>();
  final Map<ResourceId, String> statuses = new HashMap<>();
  final Deque<GatewayFrame> toAgent = new ArrayDeque<>();
  long epoch = 1;
  private long generation;
  private long uids;
  private long sessions;
  private Phase phase = Phase.CLOSED;
  private final Set<ConfigurationVersion> inventory = new HashSet<>();
  private final Set<Long> unacknowledged = new HashSet<>();
  private long nonce;
  private long lastReport;

  /// Creates a configuration or changes it; one that is being deleted cannot be changed.
  void put(int number) {
    GatewayFrame.Change former = wanted.get(number);
    if (former == null || former.lifecycle() == Lifecycle.Active) {
      long uid = former == null ? ++uids : former.uid().getLeastSignificantBits();
      want(number, Fixtures.change(number, uid, ++generation, Lifecycle.Active));
    }
  }

  /// Asks for its deletion.
  void delete(int number) {
    GatewayFrame.Change former = wanted.get(number);
    if (former != null && former.lifecycle() == Lifecycle.Active) {
      long uid = former.uid().getLeastSignificantBits();
      want(number, Fixtures.change(number, uid, ++generation, Lifecycle.Deleting));
    }
  }

  /// Forgets it without waiting for the cluster.
  void forget(int number) {
    if (wanted.remove(number) != null) {
      send(List.of(), List.of(Fixtures.id(number)));
    }
  }

  private void want(int number, GatewayFrame.Change change) {
    wanted.put(number, change);
    send(List.of(change), List.of());
  }

  /// Goes to a new epoch in which some configurations are lost; generations go on.
  void restore(Set<Integer> lost) {
    disconnect();
    epoch++;
    wanted.keySet().removeAll(lost);
    statuses.clear();
  }

  SetDigest digest() {
    return SetDigest.of(wanted.values().stream().map(GatewayFrame.Change::version).toList());
  }

  void connect() {
    disconnect();
    phase = Phase.AWAITING_HELLO;
  }

  void disconnect() {
    phase = Phase.CLOSED;
    toAgent.clear();
    inventory.clear();
    unacknowledged.clear();
    nonce = 0;
    lastReport = 0;
  }

  void hear(AgentFrame frame) {
    if (phase == Phase.CLOSED) {
      return;
    }
    switch (frame) {
      case AgentFrame.Hello hello -> {
        check(phase == Phase.AWAITING_HELLO, "hello");
        boolean equal = hello.held().equals(digest());
        toAgent.add(new GatewayFrame.Welcome(++sessions, epoch, equal, 60));
        phase = equal ? Phase.LIVE : Phase.AWAITING_INVENTORY;
      }
      case AgentFrame.Inventory part -> {
        check(phase == Phase.AWAITING_INVENTORY, "inventory");
        inventory.addAll(part.held());
        if (part.last()) {
          sendDifferences();
        }
      }
      case AgentFrame.Acknowledge(long acknowledged, var refused) -> {
        check(unacknowledged.remove(acknowledged), "acknowledge");
        check(refused.isEmpty(), "refused: " + refused);
        synchronizedWhenDone();
      }
      case AgentFrame.Statuses(long number, var reported) -> {
        receive(number);
        reported.forEach(
            status -> statuses.put(status.observed().id(), String.valueOf(status.message())));
      }
      case AgentFrame.Removed(long number, var removed) -> {
        receive(number);
        removed.forEach(this::cleanedUp);
      }
      case AgentFrame.RemovalsHeld(long number, int held, int of) -> {
        receive(number);
        check(held <= of, "removalsHeld");
      }
      case AgentFrame.Heartbeat() -> {}
    }
  }

  private void receive(long number) {
    check(number == ++lastReport, "numbers without gaps");
    toAgent.add(new GatewayFrame.Received(number));
  }

  private void cleanedUp(ConfigurationVersion version) {
    List<Integer> gone = new ArrayList<>();
    wanted.forEach(
        (number, change) -> {
          if (change.version().equals(version) && change.lifecycle() == Lifecycle.Deleting) {
            gone.add(number);
          }
        });
    gone.forEach(this::forget);
  }

  private void sendDifferences() {
    phase = Phase.SYNCHRONIZING;
    Set<ResourceId> removed = new HashSet<>();
    Map<ResourceId, @Nullable ConfigurationVersion> held = new HashMap<>();
    for (ConfigurationVersion version : inventory) {
      check(held.put(version.id(), version) == null, "inventory names each once");
      removed.add(version.id());
    }
    List<GatewayFrame.Change> changed = new ArrayList<>();
    for (GatewayFrame.Change change : wanted.values()) {
      removed.remove(change.id());
      if (!change.version().equals(held.get(change.id()))) {
        changed.add(change);
      }
    }
    while (!changed.isEmpty()) {
      List<GatewayFrame.Change> some =
          changed.subList(0, Math.min(CHANGES_IN_A_FRAME, changed.size()));
      send(List.copyOf(some), List.of());
      some.clear();
    }
    if (!removed.isEmpty()) {
      send(List.of(), List.copyOf(removed));
    }
    synchronizedWhenDone();
  }

  private void synchronizedWhenDone() {
    if (phase == Phase.SYNCHRONIZING && unacknowledged.isEmpty()) {
      phase = Phase.LIVE;
      toAgent.add(new GatewayFrame.Synchronized(digest()));
    }
  }

  private void send(List<GatewayFrame.Change> changed, List<ResourceId> removed) {
    if (phase == Phase.LIVE || phase == Phase.SYNCHRONIZING) {
      unacknowledged.add(++nonce);
      toAgent.add(new GatewayFrame.Changes(nonce, epoch, changed, removed));
    }
  }

  private static void check(boolean right, String what) {
    if (!right) {
      throw new AssertionError("the agent broke the protocol: " + what);
    }
  }
}
