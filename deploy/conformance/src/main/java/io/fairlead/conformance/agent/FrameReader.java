package io.fairlead.conformance.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads a gateway's frames and holds them to the rules that every one of them must keep.
final class FrameReader {
  private static final Pattern UID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}-(0|[1-9][0-9]*)");

  private FrameReader() {}

  /// @throws MalformedFrameException when it breaks a rule of the protocol
  static GatewayFrame read(String text) {
    JsonNode node;
    try {
      node = Json.read(text);
    } catch (JsonProcessingException e) {
      throw new MalformedFrameException("a frame is no JSON: " + e.getOriginalMessage());
    }
    if (!node.isObject()) {
      throw new MalformedFrameException("a frame is no JSON object");
    }
    return switch (text(node, "type")) {
      case "welcome" ->
          new GatewayFrame.Welcome(
              number(node, "session", 0),
              number(node, "epoch", 1),
              flag(node, "inSync"),
              number(node, "heartbeatSeconds", 1));
      case "changes" -> changes(node);
      case "synchronized" -> {
        String desired = text(node, "desired");
        if (!DIGEST.matcher(desired).matches()) {
          throw new MalformedFrameException("synchronized.desired is no digest");
        }
        yield new GatewayFrame.Synchronized(desired);
      }
      case "received" -> new GatewayFrame.Received(number(node, "number", 1));
      case String other -> throw new MalformedFrameException("type is unknown: " + other);
    };
  }

  private static GatewayFrame.Changes changes(JsonNode node) {
    List<GatewayFrame.Change> changed = new ArrayList<>();
    list(node, "changed").forEach(change -> changed.add(change(change)));
    List<String> removed = new ArrayList<>();
    list(node, "removed").forEach(id -> removed.add(id.asText()));
    Set<String> keys = new HashSet<>();
    changed.forEach(change -> requireNew(keys, change.version().id()));
    removed.forEach(id -> requireNew(keys, id));
    return new GatewayFrame.Changes(
        number(node, "nonce", 1), number(node, "epoch", 1), changed, removed);
  }

  private static void requireNew(Set<String> keys, String id) {
    if (!keys.add(Version.key(id))) {
      throw new MalformedFrameException("changes names an id twice: " + id);
    }
  }

  private static GatewayFrame.Change change(JsonNode node) {
    String uid = text(node, "uid");
    if (!UID.matcher(uid).matches()) {
      throw new MalformedFrameException("uid is no lower-case UUID: " + uid);
    }
    String lifecycle = text(node, "lifecycle");
    if (!lifecycle.equals("Active") && !lifecycle.equals("Deleting")) {
      throw new MalformedFrameException("lifecycle is unknown: " + lifecycle);
    }
    if (!node.path("properties").isObject()) {
      throw new MalformedFrameException("properties is no object");
    }
    return new GatewayFrame.Change(
        new Version(text(node, "id"), uid, number(node, "generation", 1)),
        lifecycle,
        node.path("properties"));
  }

  private static JsonNode list(JsonNode node, String name) {
    JsonNode value = node.path(name);
    if (!value.isArray()) {
      throw new MalformedFrameException(name + " is missing or no list");
    }
    return value;
  }

  private static String text(JsonNode node, String name) {
    JsonNode value = node.path(name);
    if (!value.isTextual()) {
      throw new MalformedFrameException(name + " is missing or no string");
    }
    return value.textValue();
  }

  private static boolean flag(JsonNode node, String name) {
    JsonNode value = node.path(name);
    if (!value.isBoolean()) {
      throw new MalformedFrameException(name + " is missing or neither true nor false");
    }
    return value.booleanValue();
  }

  private static long number(JsonNode node, String name, long least) {
    JsonNode value = node.path(name);
    if (!value.isIntegralNumber() || value.longValue() < least) {
      throw new MalformedFrameException(name + " is missing or no whole number from " + least);
    }
    return value.longValue();
  }
}
