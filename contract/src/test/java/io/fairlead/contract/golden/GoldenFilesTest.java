package io.fairlead.contract.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.contract.json.Json;
import io.fairlead.contract.protocol.AgentFrame;
import io.fairlead.contract.protocol.FrameCodec;
import io.fairlead.contract.protocol.GatewayFrame;
import io.fairlead.contract.topic.EventHeaders;
import io.fairlead.contract.topic.EventType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GoldenFilesTest {
  @ParameterizedTest
  @MethodSource("samples")
  void isWrittenAsTheFileSays(Map.Entry<String, Object> sample) {
    // Given
    JsonNode golden = Golden.read(sample.getKey(), sample.getValue());
    // When
    JsonNode written = Json.readTree(Json.write(sample.getValue()));
    // Then
    assertThat(written).isEqualTo(golden);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void isReadFromTheFile(Map.Entry<String, Object> sample) {
    // Given
    byte[] golden = Json.write(Golden.read(sample.getKey(), sample.getValue()));
    // When
    Object read =
        switch (sample.getValue()) {
          case AgentFrame ignored -> FrameCodec.readAgentFrame(utf8(golden));
          case GatewayFrame ignored -> FrameCodec.readGatewayFrame(utf8(golden));
          case Object value -> Json.read(golden, declaredType(value));
        };
    // Then
    assertThat(read).isEqualTo(sample.getValue());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void isReadFromANewerWriterThatSaysMore(Map.Entry<String, Object> sample) {
    // Given
    var golden =
        (com.fasterxml.jackson.databind.node.ObjectNode)
            Golden.read(sample.getKey(), sample.getValue()).deepCopy();
    golden.putObject("addedLater").put("by", "somebody");
    // When
    Object read =
        switch (sample.getValue()) {
          case AgentFrame ignored -> FrameCodec.readAgentFrame(utf8(Json.write(golden)));
          case GatewayFrame ignored -> FrameCodec.readGatewayFrame(utf8(Json.write(golden)));
          case Object value -> Json.read(Json.write(golden), declaredType(value));
        };
    // Then
    assertThat(read).isEqualTo(sample.getValue());
  }

  @Test
  void everyFrameHasAFile() {
    // Given
    Set<Class<?>> sampled =
        Samples.all().map(sample -> sample.getValue().getClass()).collect(Collectors.toSet());
    // When
    Stream<Class<?>> frames =
        Stream.of(AgentFrame.class, GatewayFrame.class)
            .flatMap(type -> Arrays.stream(type.getPermittedSubclasses()));
    // Then
    assertThat(frames).isSubsetOf(sampled);
  }

  @Test
  void headersAreAsTheFileSays() {
    // Given
    EventHeaders headers =
        new EventHeaders(
            EventType.CONFIGURATION_CHANGED,
            UUID.fromString("5f1d7e0e-0f6b-4c47-9a3b-3f0a4f3a6c55"),
            "/fairlead/config-store",
            Samples.BASELINE.id().toString(),
            Samples.NOON,
            3);
    // When
    Map<String, String> written = new TreeMap<>();
    headers.toMap().forEach((name, value) -> written.put(name, utf8(value)));
    // Then
    assertThat(Json.readTree(Json.write(written)))
        .isEqualTo(Golden.read("header/configuration.changed.json", written));
  }

  static Stream<Map.Entry<String, Object>> samples() {
    return Samples.all();
  }

  /// What a reader asks for: the sealed interface where there is one, since it names the subtype.
  private static Class<?> declaredType(Object value) {
    return Arrays.stream(value.getClass().getInterfaces())
        .filter(Class::isSealed)
        .<Class<?>>map(type -> type)
        .findFirst()
        .orElse(value.getClass());
  }

  private static String utf8(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
