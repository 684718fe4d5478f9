package io.fairlead.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartCacheTest {
  private static final String PART = "a-service";

  @TempDir Path home;
  private Path file = Path.of("");
  private Path jar = Path.of("");
  private Jars jars = new Jars("", List.of());

  @BeforeEach
  void leave() throws IOException {
    Path folder = Files.createDirectories(home.resolve("target/start-cache"));
    file = Files.writeString(folder.resolve(PART + ".aot"), "classes");
    Path program = Files.createDirectories(home.resolve("a-service/target/quarkus-app"));
    jar = Files.writeString(Files.createDirectories(program.resolve("lib")).resolve("a.jar"), "a");
    jars =
        Jars.of(new ServiceProgram(PART, List.of("-jar", program.resolve("run.jar").toString())));
    CacheFile.of(folder, PART).seal(jars.fingerprint());
  }

  @Test
  void is_used_as_the_build_left_it() {
    // When
    List<String> flags = StartCache.built(home).flags(PART, jars);

    // Then
    assertThat(flags).contains("-XX:AOTCache=" + file);
  }

  @Test
  void is_nothing_for_a_part_for_which_none_was_made() {
    // When
    List<String> flags = StartCache.built(home).flags("another", jars);

    // Then
    assertThat(flags).isEmpty();
  }

  @Test
  void is_not_used_with_one_byte_changed() throws IOException {
    // Given
    Files.writeString(file, "classeS");

    // When
    List<String> flags = StartCache.built(home).flags(PART, jars);

    // Then
    assertThat(flags).isEmpty();
  }

  @Test
  void is_not_used_when_it_is_shorter() throws IOException {
    // Given
    Files.writeString(file, "");

    // When
    List<String> flags = StartCache.built(home).flags(PART, jars);

    // Then
    assertThat(flags).isEmpty();
  }

  @Test
  void is_not_used_without_its_seal() throws IOException {
    // Given
    Files.delete(file.resolveSibling(PART + ".aot.seal"));

    // When
    List<String> flags = StartCache.built(home).flags(PART, jars);

    // Then
    assertThat(flags).isEmpty();
  }

  @Test
  void is_nothing_when_it_cannot_be_read() throws IOException {
    // Given
    Files.delete(file);
    Files.createDirectory(file);

    // When
    List<String> flags = StartCache.built(home).flags(PART, jars);

    // Then
    assertThat(flags).isEmpty();
  }

  @Test
  void is_not_used_once_a_jar_was_built_anew() throws IOException {
    // Given
    Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(1)));

    // When
    List<String> flags = StartCache.built(home).flags(PART, jars);

    // Then
    assertThat(flags).isEmpty();
  }

  @Test
  void is_not_used_once_there_is_another_jar() throws IOException {
    // Given
    Files.writeString(jar.resolveSibling("b.jar"), "b");

    // When
    List<String> flags = StartCache.built(home).flags(PART, jars);

    // Then
    assertThat(flags).isEmpty();
  }

  @Test
  void is_not_used_for_another_class_path() {
    // When
    List<String> flags = StartCache.built(home).flags(PART, Jars.ofThisJvm());

    // Then
    assertThat(flags).isEmpty();
  }
}
