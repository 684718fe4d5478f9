package io.fairlead.agent.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.contract.json.Json;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;

/// Short names for what a piece of JSON says: the same whatever the order of its properties.
public final class Fingerprints {
  private static final int BYTES = 16;

  private Fingerprints() {}

  /// 32 hex digits.
  public static String of(JsonNode json) {
    byte[] hash = sha256().digest(Json.write(ordered(json)));
    return HexFormat.of().formatHex(hash, 0, BYTES);
  }

  /// 32 hex digits.
  public static String of(String text) {
    return of(com.fasterxml.jackson.databind.node.TextNode.valueOf(text));
  }

  private static Object ordered(JsonNode json) {
    return switch (json.getNodeType()) {
      case OBJECT -> {
        TreeMap<String, Object> fields = new TreeMap<>();
        json.properties().forEach(field -> fields.put(field.getKey(), ordered(field.getValue())));
        yield fields;
      }
      case ARRAY -> json.valueStream().map(Fingerprints::ordered).toList();
      case NUMBER -> json.decimalValue().stripTrailingZeros();
      case STRING, BOOLEAN, NULL, MISSING, BINARY, POJO -> json;
    };
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
