package io.fairlead.agent.object;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.fairlead.contract.json.Json;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Protected settings in the clear, as a Secret keeps them. Never to be logged.
///
/// @param base64 the values in base64, by name
/// @param versions in which they were given, by name
public record ProtectedValues(Map<String, String> base64, Map<String, Long> versions) {
  /// None.
  public static final ProtectedValues NONE = new ProtectedValues(Map.of(), Map.of());

  /// The key of the Secret that tells the versions of the others.
  private static final String VERSIONS = "fairlead.versions";

  private static final TypeReference<Map<String, Long>> NUMBERS = new TypeReference<>() {};

  public ProtectedValues {
    base64 = Map.copyOf(base64);
    versions = Map.copyOf(versions);
  }

  /// Reads the data of a Secret. What somebody else wrote there is not known here.
  public static ProtectedValues ofData(@Nullable Map<String, String> data) {
    if (data == null || !data.containsKey(VERSIONS)) {
      return NONE;
    }
    try {
      Map<String, Long> versions =
          new HashMap<>(
              Json.mapper()
                  .readValue(Base64.getDecoder().decode(data.getOrDefault(VERSIONS, "")), NUMBERS));
      Map<String, String> values = new HashMap<>(data);
      values.keySet().retainAll(versions.keySet());
      versions.keySet().retainAll(values.keySet());
      return new ProtectedValues(values, versions);
    } catch (java.io.IOException | IllegalArgumentException _) {
      return NONE;
    }
  }

  /// As a Secret keeps them.
  public Map<String, String> data() {
    Map<String, String> data = new TreeMap<>(base64);
    try {
      data.put(
          VERSIONS, Base64.getEncoder().encodeToString(Json.mapper().writeValueAsBytes(versions)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("numbers are JSON", e);
    }
    return data;
  }

  /// Whether it has that setting in that version, or a later one.
  public boolean has(String name, long version) {
    return versions.getOrDefault(name, 0L) >= version;
  }

  /// In clear text, by name; what is no text, such as a certificate in a binary form, in base64.
  public Map<String, String> texts() {
    Map<String, String> texts = new HashMap<>(base64);
    texts.replaceAll((name, value) -> text(value));
    return texts;
  }

  private static String text(String base64) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(Base64.getDecoder().decode(base64)))
          .toString();
    } catch (CharacterCodingException _) {
      return base64;
    }
  }

  /// Says nothing of the values.
  @Override
  public String toString() {
    return "ProtectedValues" + versions;
  }
}
