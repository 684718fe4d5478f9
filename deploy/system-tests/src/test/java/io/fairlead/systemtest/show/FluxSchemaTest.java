package io.fairlead.systemtest.show;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.systemtest.hub.Hub;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The schemas of Flux's own custom resource definitions judge the objects that the agent is tested
/// to make.
@Tag("process")
class FluxSchemaTest {
  private static final int LIMIT_SECONDS = 120;
  private static final Path OBJECTS = Hub.home().resolve("cluster-agent/src/test/resources/flux");

  /// What uses a field or a value that `v1beta2` never had.
  private static final Set<String> NEWER =
      Set.of(
          "git-additions.json",
          "git-provider-azure.json",
          "git-provider-github.json",
          "oci-local-secret-notation.json",
          "oci-semver-keyless.json");

  @ParameterizedTest
  @MethodSource("files")
  void fluxFindsNothingWrong(String file) throws IOException, InterruptedException {
    // When
    Judgement judgement = judge(OBJECTS.resolve(file));
    // Then
    assertThat(judgement.exitCode()).as(judgement.output()).isZero();
  }

  @ParameterizedTest
  @MethodSource("filesForOlderFlux")
  void anOlderFluxFindsNothingWrongEither(String file, @TempDir Path folder)
      throws IOException, InterruptedException {
    // Given
    Path older = folder.resolve(file);
    String objects = Files.readString(OBJECTS.resolve(file));
    Files.writeString(
        older, objects.replace("toolkit.fluxcd.io/v1\"", "toolkit.fluxcd.io/v1beta2\""));
    // When
    Judgement judgement = judge(older);
    // Then
    assertThat(judgement.exitCode()).as(judgement.output()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          'suspend': false     | 'suspend': 'no'       | /spec/suspend must be boolean
          'interval': '10m0s'  | 'interval': '10 min'  | /spec/interval must match pattern
          'timeout': '10m0s'   | 'timeout': '1h0m0s'   | /spec/timeout must match pattern
          'url'                | 'address'             | /spec must have required property url
          'branch'             | 'brunch'              | /spec/ref/brunch is not a field
          'interval'           | 'x': {}, 'interval'   | /spec/x is not a field
          'GitRepository'      | 'GitStore'            | Flux has no GitStore in
          fluxcd.io/v1'        | fluxcd.io/v3'         | Flux has no GitRepository in
          """)
  void whatIsBrokenIsRefused(String right, String wrong, String said, @TempDir Path folder)
      throws IOException, InterruptedException {
    // Given
    String object =
        """
        [{'apiVersion': 'source.toolkit.fluxcd.io/v1', 'kind': 'GitRepository',
          'metadata': {'name': 'broken'},
          'spec': {'interval': '10m0s', 'timeout': '10m0s', 'suspend': false,
            'url': 'https://git.example.org/x', 'ref': {'branch': 'main'}}}]
        """;
    Path file = folder.resolve("broken.json");
    Files.writeString(file, object.replace(right, wrong).replace('\'', '"'));
    // When
    Judgement judgement = judge(file);
    // Then
    assertThat(judgement.exitCode()).as(judgement.output()).isEqualTo(1);
    assertThat(judgement.output()).contains("broken: " + said);
  }

  @Test
  void whatIsNoListOfObjectsIsNoSuccess(@TempDir Path folder)
      throws IOException, InterruptedException {
    // Given
    Path file = Files.writeString(folder.resolve("empty.json"), "[]");
    // When
    Judgement judgement = judge(file);
    // Then
    assertThat(judgement.exitCode()).as(judgement.output()).isEqualTo(2);
  }

  static List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(OBJECTS)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".json"))
          .sorted()
          .toList();
    }
  }

  static List<String> filesForOlderFlux() throws IOException {
    return files().stream().filter(name -> !NEWER.contains(name)).toList();
  }

  private static Judgement judge(Path file) throws IOException, InterruptedException {
    Path program = Hub.home().resolve("deploy/system-tests/flux/run.sh");
    Path output = Files.createTempFile("flux-judge", ".txt");
    Process judge =
        new ProcessBuilder(program.toString(), file.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = judge.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
    judge.descendants().forEach(ProcessHandle::destroyForcibly);
    judge.destroyForcibly();
    String said = Files.readString(output, StandardCharsets.UTF_8);
    Files.delete(output);
    assertThat(ended).as("the judge ends within %d s: %s", LIMIT_SECONDS, said).isTrue();
    return new Judgement(judge.exitValue(), said);
  }

  private record Judgement(int exitCode, String output) {}
}
