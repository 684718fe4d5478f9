package io.fairlead.agent.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.crdv2.generator.CRDGenerator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The definitions that are installed are those that the records' classes ask for. To write them
/// anew: `-Dfairlead.definitions.write=true`.
class RecordDefinitionsTest {
  @ParameterizedTest
  @EnumSource(RecordKind.class)
  void the_installed_definition_is_the_one_generated_from_the_class(
      RecordKind kind, @TempDir Path directory) throws IOException {
    // Given
    String name = kind.type().getSimpleName().toLowerCase(Locale.ROOT) + "s.fairlead.io";
    String file = "/crd/" + name + ".yaml";
    // When
    var _ =
        new CRDGenerator()
            .inOutputDir(directory.toFile())
            .customResourceClasses(List.of(kind.type()))
            .forCRDVersions("v1")
            .withMinQuotes(true)
            .generate();
    // Then
    String generated = onlyFile(directory);
    if (Boolean.getBoolean("fairlead.definitions.write")) {
      Files.writeString(Path.of("src/main/resources" + file), generated);
    }
    assertThat(RecordDefinitions.FILES).contains(file);
    assertThat(installed(file)).isEqualTo(generated);
  }

  private static String onlyFile(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return Files.readString(files.toList().getFirst());
    }
  }

  private static String installed(String file) throws IOException {
    try (InputStream yaml = RecordDefinitions.class.getResourceAsStream(file)) {
      return yaml == null ? "" : new String(yaml.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
