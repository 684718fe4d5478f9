package io.fairlead.benchmarks.result;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.contract.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultFileTest {
  private static final Instant BEGUN = Instant.parse("2026-02-03T04:05:06Z");

  @TempDir Path folder;

  @Test
  void everyFigureHasItsGoalItsFloorAndWhetherItIsReached() throws IOException {
    // Given
    Outcome outcome =
        new Outcome(
            "write",
            "PUT",
            "a hub of its own",
            2,
            List.of(
                Figure.of("created", 1000, Unit.PER_SECOND).atLeast(1500).withFloor(2000),
                Figure.of("maximum", 3, Unit.MILLISECONDS)),
            List.of(new ProcessUse("kafka", 1.5, 0.5, 77)),
            "");
    // When
    Path file =
        ResultFile.write(folder.resolve("new"), "write", true, "4f2a9c1", BEGUN, List.of(outcome));
    // Then
    assertThat(file.getFileName()).hasToString("write-quick-20260203-040506.json");
    JsonNode result = Json.readTree(Files.readAllBytes(file));
    assertThat(result.path("version").asText()).isEqualTo("4f2a9c1");
    assertThat(result.path("reached").asBoolean(true)).isFalse();
    assertThat(result.at("/machine/processors").asInt()).isPositive();
    JsonNode created = result.at("/outcomes/0/figures/0");
    assertThat(created.path("value").asDouble()).isEqualTo(1000);
    assertThat(created.at("/goal/atLeast").asDouble()).isEqualTo(1500);
    assertThat(created.path("reached").asBoolean(true)).isFalse();
    assertThat(created.path("floor").asDouble()).isEqualTo(2000);
    assertThat(created.path("timesFloor").asDouble()).isEqualTo(0.5);
    assertThat(result.at("/outcomes/0/figures/1").has("goal")).isFalse();
    assertThat(result.at("/outcomes/0/processes/0/compilerSeconds").asDouble()).isEqualTo(0.5);
    assertThat(result.at("/outcomes/0/processes/0/peakBytes").asLong()).isEqualTo(77);
  }
}
