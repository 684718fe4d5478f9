package io.fairlead.conformance.agent;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;

/// What an agent says, as JSON that a check may still bend.
public final class AgentFrames {
  private AgentFrames() {}

  public static ObjectNode hello(long epoch, String held) {
    ObjectNode frame = frame("hello").put("epoch", epoch).put("held", held);
    frame.putObject("agent").put("agentVersion", "conformance");
    return frame;
  }

  public static ObjectNode inventory(boolean last, Collection<Version> held) {
    ObjectNode frame = frame("inventory").put("last", last);
    addAll(frame.putArray("held"), held);
    return frame;
  }

  public static ObjectNode acknowledge(long nonce) {
    ObjectNode frame = frame("acknowledge").put("nonce", nonce);
    frame.putArray("refused");
    return frame;
  }

  /// An acknowledgement that refuses one version.
  public static ObjectNode refuse(long nonce, Version version, String reason) {
    ObjectNode frame = frame("acknowledge").put("nonce", nonce);
    ObjectNode refusal = frame.putArray("refused").addObject();
    refusal.set("configuration", version.json());
    refusal.put("reason", reason);
    return frame;
  }

  /// A report of statuses, made with [#status(Version, String, String)].
  public static ObjectNode statuses(long number, ObjectNode... statuses) {
    ObjectNode frame = frame("statuses").put("number", number);
    frame.putArray("statuses").addAll(List.of(statuses));
    return frame;
  }

  /// How one version fares.
  ///
  /// @param observedAt ISO-8601, by the edge's clock
  public static ObjectNode status(Version version, String compliance, String observedAt) {
    ObjectNode status = Json.object();
    status.set("observed", version.json());
    return status.put("compliance", compliance).put("observedAt", observedAt);
  }

  public static ObjectNode removed(long number, Version... versions) {
    ObjectNode frame = frame("removed").put("number", number);
    addAll(frame.putArray("configurations"), List.of(versions));
    return frame;
  }

  public static ObjectNode removalsHeld(long number, int held, int of) {
    return frame("removalsHeld").put("number", number).put("held", held).put("of", of);
  }

  public static ObjectNode heartbeat() {
    return frame("heartbeat");
  }

  private static ObjectNode frame(String type) {
    return Json.object().put("type", type);
  }

  private static void addAll(ArrayNode array, Collection<Version> versions) {
    versions.forEach(version -> array.add(version.json()));
  }
}
