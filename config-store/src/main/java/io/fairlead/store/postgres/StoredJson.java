package io.fairlead.store.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.contract.json.Json;
import java.io.UncheckedIOException;
import java.util.Map;

/// JSON columns: written and read as text, which PostgreSQL casts.
final class StoredJson {
  /// How a JSON column is read and written.
  static final String WRITE = "cast(cast(? as text) as jsonb)";

  private static final TypeReference<Map<String, String>> STRINGS = new TypeReference<>() {};

  private StoredJson() {}

  static String write(Object value) {
    try {
      return Json.mapper().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  static <T> T read(String text, Class<T> type) {
    try {
      return Json.mapper().readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  static <T> T read(String text, TypeReference<T> type) {
    try {
      return Json.mapper().readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Map<String, String> readStrings(String text) {
    return read(text, STRINGS);
  }

  /// Whether a stored text says the same as a value, whatever the order of its properties and the
  /// Java types of its numbers.
  static boolean same(String stored, ObjectNode value) {
    return same(read(stored, ObjectNode.class), value);
  }

  /// The same of a stored text that was read already.
  static boolean same(ObjectNode stored, ObjectNode value) {
    return stored.equals(read(write(value), ObjectNode.class));
  }
}
