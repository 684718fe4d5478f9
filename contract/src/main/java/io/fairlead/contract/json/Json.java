package io.fairlead.contract.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.AnnotationIntrospector;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;

/// The project's one JSON mapping: ISO-8601 times, absent instead of null, unknown properties
/// ignored so
/// that an older reader understands a newer writer, bounded depth and sizes. Thread-safe.
public final class Json {
  /// The deepest nesting read.
  public static final int MAX_DEPTH = 64;

  private static final int MAX_STRING = 2 * 1024 * 1024;

  private static final JsonMapper MAPPER = newMapper();

  private Json() {}

  private static JsonMapper newMapper() {
    JsonMapper mapper =
        JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(InstantText.module())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .disable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .defaultPropertyInclusion(
                JsonInclude.Value.construct(
                    JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
            .annotationIntrospector(
                AnnotationIntrospector.pair(
                    new JacksonAnnotationIntrospector(), new RequiredUnlessNullable()))
            .build();
    mapper
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(MAX_DEPTH)
                .maxStringLength(MAX_STRING)
                .build());
    return mapper;
  }

  /// The mapper itself. Not to be reconfigured.
  public static JsonMapper mapper() {
    return MAPPER;
  }

  /// Writes a value as UTF-8.
  public static byte[] write(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Reads a value from UTF-8.
  ///
  /// @throws UnreadableJsonException when the bytes are no JSON or not of that form
  public static <T> T read(byte[] bytes, Class<T> type) {
    try {
      T value = MAPPER.readValue(bytes, type);
      if (value == null) {
        throw new UnreadableJsonException("expected " + type.getSimpleName() + ", found null");
      }
      return value;
    } catch (IOException e) {
      throw UnreadableJsonException.of(e, type);
    }
  }

  /// Reads any JSON from UTF-8.
  ///
  /// @throws UnreadableJsonException when the bytes are no JSON
  public static JsonNode readTree(byte[] bytes) {
    return read(bytes, JsonNode.class);
  }
}
