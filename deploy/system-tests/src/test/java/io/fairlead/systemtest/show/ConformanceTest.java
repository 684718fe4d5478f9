package io.fairlead.systemtest.show;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.contract.json.Json;
import io.fairlead.systemtest.ScenarioTest;
import io.fairlead.systemtest.World;
import io.fairlead.systemtest.hub.Hub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The conformance kit, as anybody would run it, judges the project's own gateway.
@ScenarioTest
class ConformanceTest {
  private static final int LIMIT_SECONDS = 240;

  /// So many that a kit which judges next to nothing would be noticed.
  private static final int LEAST_PASSED = 140;

  @Test
  void ourGatewayKeepsTheProtocol(World world, @TempDir Path directory)
      throws IOException, InterruptedException {
    // Given
    Path kit = Hub.home().resolve("deploy/conformance/target/fairlead-conformance.jar");
    Path results = directory.resolve("results.json");
    ProcessBuilder run =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-jar",
                kit.toString(),
                "--gateway",
                world.hub().gateway().toString(),
                "--api",
                world.hub().api().toString(),
                "--token",
                world.hub().tokenFile().toString(),
                "--json",
                results.toString())
            .redirectErrorStream(true);
    // When
    Process judge = run.start();
    Thread.ofVirtual()
        .name("output-conformance")
        .start(() -> judge.inputReader().lines().forEach(ConformanceTest::say));
    boolean ended = judge.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
    judge.destroyForcibly();
    // Then
    assertThat(ended).as("the kit ends within %d s", LIMIT_SECONDS).isTrue();
    JsonNode checks = Json.readTree(Files.readAllBytes(results)).path("checks");
    assertThat(of("failed", checks)).isEmpty();
    assertThat(of("passed", checks))
        .hasSizeGreaterThan(LEAST_PASSED)
        // Optional by the protocol, but not for us.
        .contains("3-with-compression");
    assertThat(judge.exitValue()).isZero();
  }

  private static List<String> of(String outcome, JsonNode checks) {
    List<String> ids = new ArrayList<>();
    for (JsonNode check : checks) {
      if (check.path("outcome").asText().equals(outcome)) {
        ids.add(check.path("id").asText());
      }
    }
    return ids;
  }

  private static void say(String line) {
    System.out.println("conformance: " + line);
  }
}
