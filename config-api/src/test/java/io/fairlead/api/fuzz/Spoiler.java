package io.fairlead.api.fuzz;

import static io.fairlead.api.fuzz.SchemaValues.pick;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.contract.json.Json;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Makes bodies wrong: first as JSON, then as bytes.
final class Spoiler {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int DEEP = 200;
  private static final int MANY = 25_000;
  private static final int LARGE = 2_000_000;

  private Spoiler() {}

  /// Changes one to three places.
  static void spoil(Random random, ObjectNode body) {
    int changes = 1 + random.nextInt(3);
    for (int i = 0; i < changes; i++) {
      List<JsonNode> containers = new ArrayList<>();
      collect(body, containers);
      change(random, pick(random, containers));
    }
  }

  private static void collect(JsonNode node, List<JsonNode> containers) {
    if (node.isContainerNode()) {
      containers.add(node);
      node.forEach(child -> collect(child, containers));
    }
  }

  private static void change(Random random, JsonNode container) {
    switch (container) {
      case ObjectNode object -> {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        if (names.isEmpty() || random.nextInt(5) == 0) {
          object.set(
              pick(
                  random,
                  List.of("surprise", "", "@@nul@@", "a.b", "properties", "x".repeat(5_000))),
              anything(random, 0));
        } else if (random.nextInt(3) == 0) {
          object.remove(pick(random, names));
        } else {
          object.set(pick(random, names), anything(random, 0));
        }
      }
      case ArrayNode array -> {
        if (random.nextInt(10) == 0) {
          for (int i = 0; i < MANY; i++) {
            array.add(i);
          }
        } else {
          array.add(anything(random, 0));
        }
      }
      default -> throw new IllegalStateException("not a container");
    }
  }

  private static JsonNode anything(Random random, int depth) {
    return switch (random.nextInt(depth > 2 ? 6 : 9)) {
      case 0 -> NODES.nullNode();
      case 1 -> NODES.booleanNode(random.nextBoolean());
      case 2 -> NODES.numberNode(random.nextLong());
      case 3 -> NODES.numberNode(random.nextGaussian() * 1e300);
      case 4, 5 -> NODES.textNode(pick(random, Words.NASTY));
      case 6 -> NODES.arrayNode().add(anything(random, depth + 1));
      case 7 ->
          NODES
              .objectNode()
              .set(
                  pick(random, List.of("a", "type", "value", "field", "count")),
                  anything(random, depth + 1));
      default -> {
        JsonNode nested = NODES.textNode("deep");
        for (int i = 0; i < DEEP; i++) {
          nested = i % 2 == 0 ? NODES.arrayNode().add(nested) : NODES.objectNode().set("a", nested);
        }
        yield nested;
      }
    };
  }

  /// The bytes of a body, with the words in `@@` made into what they stand for.
  static byte[] bytes(JsonNode body) {
    byte[] written =
        new String(Json.write(body), UTF_8)
            .replace("@@nul@@", "\\u0000")
            .replace("@@half@@", "\\ud800")
            .getBytes(UTF_8);
    return replace(
        written, "@@bytes@@".getBytes(UTF_8), new byte[] {(byte) 0xC0, (byte) 0xAF, (byte) 0xFF});
  }

  private static byte[] replace(byte[] all, byte[] what, byte[] with) {
    var out = new ByteArrayOutputStream(all.length);
    int at = 0;
    while (at < all.length) {
      if (at + what.length <= all.length
          && Arrays.equals(all, at, at + what.length, what, 0, what.length)) {
        out.writeBytes(with);
        at += what.length;
      } else {
        out.write(all[at]);
        at++;
      }
    }
    return out.toByteArray();
  }

  /// Something that is no longer the body that it was, and often no JSON.
  static byte[] spoil(Random random, byte[] body) {
    return switch (random.nextInt(12)) {
      case 0 -> Arrays.copyOf(body, random.nextInt(body.length + 1));
      case 1, 2 -> {
        byte[] flipped = body.clone();
        for (int i = 0; i < 1 + random.nextInt(4); i++) {
          flipped[random.nextInt(flipped.length)] = (byte) random.nextInt(256);
        }
        yield flipped;
      }
      case 3 -> "{\"properties\":{},".concat(new String(body, UTF_8).substring(1)).getBytes(UTF_8);
      case 4 -> concat(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF}, body);
      case 5 -> concat(body, body);
      case 6 -> new String(body, UTF_8).getBytes(UTF_16LE);
      case 7 -> new byte[0];
      case 8 ->
          pick(
                  random,
                  List.of(
                      "[]",
                      "null",
                      "\"x\"",
                      "1",
                      "{",
                      "{}",
                      "{\"properties\":null}",
                      "[".repeat(50_000),
                      "{\"a\":".repeat(20_000),
                      "{\"location\":1e999999999}",
                      "{\"location\":" + "9".repeat(5_000) + "}",
                      "/*x*/{}",
                      "{'a':1}",
                      "{\"a\":NaN}",
                      "{\"a\":1,}"))
              .getBytes(UTF_8);
      case 9 -> concat(" \n".repeat(20_000).getBytes(UTF_8), body);
      case 10 ->
          random.nextInt(6) == 0 ? concat(body, new byte[LARGE]) : concat(body, new byte[] {0});
      default -> {
        byte[] noise = new byte[1 + random.nextInt(300)];
        random.nextBytes(noise);
        yield noise;
      }
    };
  }

  static byte[] concat(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }
}
