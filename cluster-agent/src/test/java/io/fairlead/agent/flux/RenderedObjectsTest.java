package io.fairlead.agent.flux;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.agent.object.DesiredObject;
import io.fairlead.agent.object.Inputs;
import io.fairlead.agent.object.ObjectRef;
import io.fairlead.agent.object.SshKeyPair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whole configurations against the objects written down for them, which the system tests have
/// judged by Flux's own schemas.
class RenderedObjectsTest {
  private static final Path FILES = Path.of("src/test/resources/flux");

  @ParameterizedTest
  @MethodSource("cases")
  void everyConfigurationBecomesExactlyTheObjectsWrittenDownForIt(String name) throws IOException {
    // Given
    JsonNode given = read("cases/" + name);
    // When
    List<DesiredObject> objects =
        FluxObjects.of(
            Given.named(given.path("name").asText(), given.path("properties")), inputs(given));
    // Then
    assertThat(asInTheCluster(objects).toPrettyString()).isEqualTo(read(name).toPrettyString());
  }

  static List<String> cases() throws IOException {
    try (Stream<Path> files = Files.list(FILES.resolve("cases"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static Inputs inputs(JsonNode given) {
    Map<String, String> secrets = new HashMap<>();
    given
        .path("protectedSettings")
        .properties()
        .forEach(entry -> secrets.put(entry.getKey(), entry.getValue().asText()));
    JsonNode key = given.path("key");
    return new Inputs(
        secrets,
        key.isObject()
            ? new SshKeyPair(key.path("privateKey").asText(), key.path("publicKey").asText())
            : null);
  }

  private static ArrayNode asInTheCluster(List<DesiredObject> objects) {
    ArrayNode all = Given.JSON.createArrayNode();
    for (DesiredObject object : objects) {
      ObjectRef ref = object.ref();
      ObjectNode written =
          all.addObject()
              .put("apiVersion", ref.kind().apiVersion("v1"))
              .put("kind", ref.kind().name());
      ObjectNode metadata = written.putObject("metadata").put("name", ref.name());
      if (ref.namespace() != null) {
        metadata.put("namespace", ref.namespace());
      }
      written.setAll(object.body());
    }
    return all;
  }

  private static JsonNode read(String file) throws IOException {
    return Given.JSON.readTree(FILES.resolve(file).toFile());
  }
}
