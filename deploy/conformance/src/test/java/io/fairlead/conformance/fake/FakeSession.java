package io.fairlead.conformance.fake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.conformance.agent.Digest;
import io.fairlead.conformance.agent.Json;
import io.fairlead.conformance.agent.Version;
import io.fairlead.conformance.wire.Message;
import io.fairlead.conformance.wire.WireSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// One session, after the protocol's text. Locks its cluster first and itself second.
final class FakeSession {
  private static final AtomicLong NUMBERS = new AtomicLong();
  private static final int MAX_FRAME = 262_144;
  private static final int MAX_STATUS = 65_536;
  private static final int MAX_INVENTORY = 40_000;
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final Set<String> COMPLIANCES =
      Set.of("Compliant", "NonCompliant", "Pending", "Suspended", "Unknown");

  private enum State {
    AWAITING_HELLO,
    AWAITING_INVENTORY,
    SYNCHRONIZING,
    LIVE,
    CLOSED
  }

  /// The agent broke a rule.
  private static final class Violation extends RuntimeException {
    Violation(String message) {
      super(message);
    }
  }

  private final FakeCluster cluster;
  private final WireSocket wire;
  private final @Nullable Flaw flaw;
  private final Map<String, Version> inventory = new HashMap<>();
  private final Deque<String> waiting = new ArrayDeque<>();
  private final Deque<Optional<FakeCluster.Stored>> edits = new ArrayDeque<>();
  private final Map<Long, Set<Version>> unacknowledged = new HashMap<>();
  private State state = State.AWAITING_HELLO;
  private long nonce;
  private long reports;

  FakeSession(FakeCluster cluster, WireSocket wire, @Nullable Flaw flaw) {
    this.cluster = cluster;
    this.wire = wire;
    this.flaw = flaw;
    this.nonce = flaw == Flaw.COUNTS_NONCES_FROM_0 ? -1 : 0;
  }

  /// Serves until the session is over.
  void serve() throws InterruptedException {
    while (true) {
      switch (wire.next(LONG)) {
        case Message.Text text -> take(text);
        case Message.Binary _ -> {
          if (flaw != Flaw.TAKES_BINARY) {
            end(4005, "ProtocolViolation");
          }
        }
        case Message.Pong _ -> {}
        case null, default -> {
          return;
        }
      }
    }
  }

  /// Ends it with a cause. The first call counts.
  void end(int code, String cause) {
    synchronized (cluster) {
      if (state != State.CLOSED) {
        state = State.CLOSED;
        boolean silent = flaw == Flaw.CLOSES_WITHOUT_A_CAUSE;
        wire.close(
            silent ? 1000 : code, silent ? "" : Json.write(Json.object().put("cause", cause)));
      }
    }
  }

  /// A configuration's desired state changed.
  void changed(String key) {
    if (state == State.SYNCHRONIZING || state == State.LIVE) {
      if (flaw == Flaw.SENDS_EVERY_EDIT) {
        edits.add(desired(key));
        waiting.add(key);
      } else if (!waiting.contains(key)) {
        waiting.add(key);
      }
      pump();
    }
  }

  private Optional<FakeCluster.Stored> desired(String key) {
    return Optional.ofNullable(cluster.desired().get(key));
  }

  private void take(Message.Text text) {
    synchronized (cluster) {
      if (state == State.CLOSED) {
        return;
      }
      if (text.bytes() > MAX_FRAME && flaw != Flaw.TAKES_LARGE_FRAMES) {
        end(4006, "FrameTooLarge");
        return;
      }
      try {
        JsonNode frame = Json.read(text.text());
        require(frame.isObject(), "a frame is an object");
        take(frame);
      } catch (JsonProcessingException | Violation _) {
        end(4005, "ProtocolViolation");
      }
    }
  }

  private void take(JsonNode frame) {
    String type = frame.path("type").asText();
    require(state != State.AWAITING_HELLO || type.equals("hello"), "hello comes first");
    switch (type) {
      case "hello" -> hello(frame);
      case "inventory" -> inventory(frame);
      case "acknowledge" -> acknowledge(frame);
      case "statuses" -> {
        require(frame.path("statuses").isArray(), "statuses");
        frame.path("statuses").forEach(this::status);
        report(frame);
      }
      case "removed" -> {
        require(frame.path("configurations").isArray(), "configurations");
        report(frame);
        frame.path("configurations").forEach(cluster::removed);
      }
      case "removalsHeld" -> report(frame);
      case "heartbeat" -> {}
      default -> require(flaw == Flaw.TAKES_UNKNOWN_TYPES, "type");
    }
  }

  private void hello(JsonNode frame) {
    if (state == State.LIVE && flaw == Flaw.TAKES_HELLO_TWICE) {
      return;
    }
    require(state == State.AWAITING_HELLO, "hello is sent once");
    require(frame.path("epoch").isIntegralNumber(), "epoch");
    require(frame.path("held").isTextual(), "held");
    require(frame.at("/agent/agentVersion").isTextual(), "agentVersion");
    cluster.opened(this, flaw);
    boolean inSync = flaw != Flaw.TRUSTS_THE_COUNT && digest().equals(frame.path("held").asText());
    state = inSync ? State.LIVE : State.AWAITING_INVENTORY;
    send(
        Json.object()
            .put("type", "welcome")
            .put("session", NUMBERS.getAndIncrement())
            .put("epoch", 1)
            .put("inSync", inSync)
            .put("heartbeatSeconds", 60));
  }

  private String digest() {
    return Digest.of(cluster.desired().values().stream().map(FakeCluster.Stored::version).toList());
  }

  private void inventory(JsonNode frame) {
    require(state == State.AWAITING_INVENTORY, "not asked for");
    for (JsonNode held : frame.path("held")) {
      Version version = version(held);
      require(inventory.put(version.key(), version) == null, "an id twice");
      require(inventory.size() <= MAX_INVENTORY, "too many");
    }
    if (frame.path("last").asBoolean()) {
      state = State.SYNCHRONIZING;
      Map<String, FakeCluster.Stored> desired = cluster.desired();
      desired.forEach((key, stored) -> compare(key, stored.version()));
      inventory.keySet().stream().filter(key -> !desired.containsKey(key)).forEach(waiting::add);
      pump();
    }
  }

  private void compare(String key, Version desired) {
    Version held = inventory.get(key);
    boolean same =
        held != null
            && held.uid().equals(desired.uid())
            && held.generation() == desired.generation();
    if (!same || flaw == Flaw.SENDS_WHAT_IS_HELD) {
      waiting.add(key);
    }
  }

  private void acknowledge(JsonNode frame) {
    require(frame.path("nonce").isIntegralNumber(), "nonce");
    Set<Version> sent = unacknowledged.remove(frame.path("nonce").asLong());
    if (sent == null && flaw == Flaw.TAKES_A_NONCE_TWICE) {
      return;
    }
    require(sent != null, "a nonce of no frame");
    for (JsonNode refusal : frame.path("refused")) {
      require(
          sent != null && sent.contains(version(refusal.path("configuration"))),
          "refused is not of the frame");
      cluster.refused(refusal);
    }
    pump();
  }

  private void status(JsonNode status) {
    require(Json.write(status).length() <= MAX_STATUS, "a status is too large");
    require(COMPLIANCES.contains(status.path("compliance").asText()), "compliance");
    version(status.path("observed"));
    cluster.status(status);
  }

  private void report(JsonNode frame) {
    require(frame.path("number").isIntegralNumber(), "number");
    long number = frame.path("number").asLong();
    require(number == reports + 1 || flaw == Flaw.TAKES_REPORTS_IN_ANY_ORDER, "number");
    reports = number;
    if (flaw != Flaw.CONFIRMS_NO_REPORT) {
      send(Json.object().put("type", "received").put("number", number));
    }
  }

  private Version version(JsonNode node) {
    String id = node.path("id").asText();
    require(Version.key(id).startsWith(Version.key(cluster.id) + "/"), "another cluster's");
    return new Version(id, node.path("uid").asText(), node.path("generation").asLong());
  }

  private void pump() {
    int window = flaw == Flaw.SENDS_FIVE_UNACKNOWLEDGED ? 5 : 4;
    while (!waiting.isEmpty() && unacknowledged.size() < window) {
      sendChanges();
    }
    boolean idle = waiting.isEmpty() && unacknowledged.isEmpty();
    if (state == State.SYNCHRONIZING && (idle || flaw == Flaw.ENDS_OPENINGS_EARLY)) {
      state = State.LIVE;
      send(Json.object().put("type", "synchronized").put("desired", digest()));
    }
  }

  private void sendChanges() {
    nonce++;
    ObjectNode frame = Json.object().put("type", "changes").put("nonce", nonce).put("epoch", 1);
    var changed = frame.putArray("changed");
    var removed = frame.putArray("removed");
    Set<Version> versions = new HashSet<>();
    Set<String> inFrame = new HashSet<>();
    int bytes = 0;
    while (!waiting.isEmpty() && bytes < MAX_FRAME / 2 && inFrame.add(waiting.getFirst())) {
      String key = waiting.removeFirst();
      Optional<FakeCluster.Stored> state = edits.isEmpty() ? desired(key) : edits.removeFirst();
      bytes += key.length() + 3;
      if (state.isPresent()) {
        FakeCluster.Stored stored = state.get();
        ObjectNode change = change(stored);
        bytes += Json.write(change).getBytes(StandardCharsets.UTF_8).length;
        if (flaw != Flaw.FORGETS_WHAT_WAS_CUT
            || !cluster.deliveredBefore(stored.version().toString())) {
          changed.add(change);
          versions.add(stored.version());
        }
      } else if (flaw != Flaw.FORGETS_REMOVALS) {
        removed.add(key);
      }
    }
    unacknowledged.put(nonce, versions);
    send(frame);
  }

  private static ObjectNode change(FakeCluster.Stored stored) {
    ObjectNode change =
        Json.object()
            .put("id", stored.version().id())
            .put("uid", stored.version().uid())
            .put("generation", stored.version().generation())
            .put("lifecycle", stored.lifecycle());
    change.set("properties", stored.properties());
    return change;
  }

  private void send(ObjectNode frame) {
    wire.send(Json.write(frame));
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new Violation(what);
    }
  }
}
