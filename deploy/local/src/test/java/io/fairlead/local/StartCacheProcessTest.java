package io.fairlead.local;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a real JVM does with a cache that a real JVM has made.
@Tag("process")
@SuppressWarnings("NullAway.Init") // set before all tests
class StartCacheProcessTest {
  private static final String PART = "a-service";
  private static final String FROM_CACHE = "Greeting from the cache: true";
  private static final String FROM_JAR = "Greeting from the cache: false";

  @TempDir static Path directory;
  private static Path made;
  private static Path jar;
  @TempDir Path home;
  private Path folder = Path.of("");

  @BeforeAll
  static void make() throws Exception {
    made = Files.createDirectories(directory.resolve("made"));
    jar = pack(directory.resolve("greeting.jar"));
    run(StartCache.made(made).flags(PART, jars()), jar);
    CacheFile.of(made, PART).seal(jars().fingerprint());
  }

  @BeforeEach
  void leave() throws IOException {
    folder = Files.createDirectories(home.resolve("target/start-cache"));
    for (String name : List.of(PART + ".aot", PART + ".aot.seal")) {
      Files.copy(made.resolve(name), folder.resolve(name));
    }
  }

  @Test
  void starts_with_it() throws Exception {
    // When
    List<String> said = run(StartCache.built(home).flags(PART, jars()), jar);

    // Then
    assertThat(said).containsExactly(FROM_CACHE);
  }

  @Test
  void starts_without_one_that_is_damaged() throws Exception {
    // Given
    byte[] bytes = Files.readAllBytes(cache());
    Arrays.fill(bytes, bytes.length / 8, bytes.length / 2, (byte) 'x');
    Files.write(cache(), bytes);

    // When
    List<String> said = run(StartCache.built(home).flags(PART, jars()), jar);

    // Then
    assertThat(said).containsExactly(FROM_JAR);
  }

  @Test
  void starts_without_one_that_is_of_the_jar_as_it_was() throws Exception {
    // Given
    FileTime before = Files.getLastModifiedTime(jar);
    Files.setLastModifiedTime(jar, FileTime.from(before.toInstant().plusSeconds(1)));

    // When
    List<String> said = run(StartCache.built(home).flags(PART, jars()), jar);

    // Then
    assertThat(said).containsExactly(FROM_JAR);
    Files.setLastModifiedTime(jar, before);
  }

  @Test
  void starts_without_one_that_has_gone_meanwhile() throws Exception {
    // Given
    List<String> flags = StartCache.built(home).flags(PART, jars());
    Files.delete(cache());

    // When
    List<String> said = run(flags, jar);

    // Then
    assertThat(said).containsExactly(FROM_JAR);
  }

  @Test
  void starts_without_one_that_is_being_written_anew() throws Exception {
    // Given
    List<String> flags = StartCache.built(home).flags(PART, jars());
    Files.copy(jar, cache(), StandardCopyOption.REPLACE_EXISTING);

    // When
    List<String> said = run(flags, jar);

    // Then
    assertThat(said).containsExactly(FROM_JAR);
  }

  private static Jars jars() {
    return new Jars(jar.toString(), List.of(jar));
  }

  private Path cache() {
    return folder.resolve(PART + ".aot");
  }

  /// @return all that it said
  private static List<String> run(List<String> flags, Path jar) throws Exception {
    var command = new ArrayList<>(new ServiceProgram(PART, List.of()).told(flags).command());
    command.addAll(
        List.of(
            "-Xlog:class+load:file=" + directory.resolve("classes.log"),
            "-cp",
            jar.toString(),
            Greeting.class.getName(),
            directory.resolve("classes.log").toString()));
    Path output = Files.createTempFile(directory, "output", ".txt");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    return Files.readAllLines(output);
  }

  /// A JVM caches what is in jars alone.
  private static Path pack(Path jar) throws IOException {
    String name = Greeting.class.getName().replace('.', '/') + ".class";
    try (var out = new JarOutputStream(Files.newOutputStream(jar));
        InputStream bytes = requireNonNull(Greeting.class.getResourceAsStream("/" + name))) {
      out.putNextEntry(new JarEntry(name));
      bytes.transferTo(out);
    }
    return jar;
  }

  /// Says whether it was loaded from a cache.
  static final class Greeting {
    private Greeting() {}

    /// Says it in one line.
    ///
    /// @param arguments the JVM's own log of the classes that it loads
    public static void main(String[] arguments) throws IOException {
      boolean cached;
      try (var lines = Files.lines(Path.of(arguments[0]))) {
        cached =
            lines.anyMatch(
                line -> line.contains("$Greeting ") && line.contains("shared objects file"));
      }
      System.out.println("Greeting from the cache: " + cached);
    }
  }
}
