package io.fairlead.conformance.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.conformance.agent.Version;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// A cluster as the hub knows it. Its methods are called by one thread at a time.
final class FakeCluster {
  private static final AtomicLong GENERATIONS = new AtomicLong();

  /// One configuration.
  record Stored(Version version, String lifecycle, ObjectNode properties) {}

  final String id;
  private final Map<String, Stored> desired = new TreeMap<>();
  private final Map<String, String> compliance = new HashMap<>();
  private final Map<String, String> delivery = new HashMap<>();
  private final List<String> delivered = new ArrayList<>();
  private String key;
  private boolean connected;
  private @Nullable FakeSession session;

  FakeCluster(String id, String key) {
    this.id = id;
    this.key = key;
  }

  synchronized String key() {
    return key;
  }

  synchronized void rekey(String other) {
    if (!other.equals(key)) {
      key = other;
      if (session != null) {
        session.end(4009, "KeyReplaced");
      }
    }
  }

  synchronized void remove() {
    if (session != null) {
      session.end(4010, "ClusterRemoved");
    }
  }

  synchronized void opened(FakeSession next, @Nullable Flaw flaw) {
    if (session != null && flaw != Flaw.KEEPS_THE_OLDER_SESSION) {
      session.end(4001, "Replaced");
    }
    session = next;
    connected = true;
  }

  synchronized Map<String, Stored> desired() {
    return new TreeMap<>(desired);
  }

  /// Whether this was delivered before; notes that it is now.
  synchronized boolean deliveredBefore(String what) {
    boolean before = delivered.contains(what);
    delivered.add(what);
    return before;
  }

  synchronized int put(String configuration, ObjectNode properties) {
    String of = Version.key(configuration);
    Stored before = desired.get(of);
    String uid = before == null ? UUID.randomUUID().toString() : before.version().uid();
    Version version = new Version(configuration, uid, GENERATIONS.incrementAndGet());
    desired.put(of, new Stored(version, "Active", properties));
    compliance.remove(of);
    delivery.remove(of);
    changed(of);
    return before == null ? 201 : 200;
  }

  synchronized void delete(String configuration, boolean force) {
    String of = Version.key(configuration);
    Stored before = desired.get(of);
    if (before == null) {
      return;
    }
    if (force || !connected) {
      desired.remove(of);
    } else {
      Version next = before.version().withGeneration(GENERATIONS.incrementAndGet());
      desired.put(of, new Stored(next, "Deleting", before.properties()));
    }
    changed(of);
  }

  synchronized void removed(JsonNode version) {
    String of = Version.key(version.path("id").asText());
    desired.remove(of);
    changed(of);
  }

  synchronized void status(JsonNode status) {
    compliance.put(
        Version.key(status.at("/observed/id").asText()), status.path("compliance").asText());
  }

  synchronized void refused(JsonNode refusal) {
    delivery.put(Version.key(refusal.at("/configuration/id").asText()), "Refused");
  }

  /// What the API tells of a configuration; null when there is none.
  synchronized @Nullable ObjectNode told(String configuration) {
    String of = Version.key(configuration);
    Stored stored = desired.get(of);
    if (stored == null) {
      return null;
    }
    ObjectNode body = io.fairlead.conformance.agent.Json.object();
    ObjectNode properties = body.putObject("properties");
    properties.put("complianceState", compliance.getOrDefault(of, "Pending"));
    properties
        .putObject("delivery")
        .put("state", delivery.getOrDefault(of, "NotDelivered"))
        .put("connectivityStatus", connected ? "Connected" : "Connecting");
    return body;
  }

  private void changed(String of) {
    if (session != null) {
      session.changed(of);
    }
  }
}
