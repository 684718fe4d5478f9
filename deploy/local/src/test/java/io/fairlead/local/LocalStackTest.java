package io.fairlead.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.embedded.Durability;
import io.fairlead.embedded.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("process")
@SuppressWarnings("NullAway.Init") // set before all tests
class LocalStackTest {
  private static final Duration HEAL_LIMIT = Duration.ofSeconds(30);
  private static final List<String> SAID = Collections.synchronizedList(new ArrayList<>());

  @TempDir static Path directory;
  private static LocalStack stack;

  @BeforeAll
  static void start() {
    stack =
        LocalStack.start(
            new LocalStack.Settings(
                directory,
                Ports.ANY,
                Ports.ANY,
                Durability.FAST,
                FakeService.program(ServiceProgram.API),
                FakeService.program(ServiceProgram.GATEWAY),
                FakeService.program(ServiceProgram.ENGINE),
                0,
                Fleet.none(),
                null,
                new JvmTuning(Jit.QUICK, StartCache.none())),
            SAID::add);
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"postgres", "kafka", "config-api", "agent-gateway", "policy-engine"})
  void brings_back_a_part_that_was_killed(String part) throws InterruptedException {
    // Given
    stack.awaitHealthy(HEAL_LIMIT);
    long before = stack.pid(part);

    // When
    stack.kill9(part);
    stack.awaitHealthy(HEAL_LIMIT);

    // Then
    assertThat(stack.pid(part)).isNotEqualTo(before);
    assertThat(ProcessHandle.of(stack.pid(part))).isPresent();
    assertThat(SAID).anyMatch(line -> line.startsWith(part + " died (exit code 137)"));
  }

  @Test
  void leaves_a_part_stopped_until_it_is_started() throws InterruptedException {
    // Given
    stack.awaitHealthy(HEAL_LIMIT);

    // When
    stack.stop("kafka");
    stack.start("kafka");
    stack.awaitHealthy(HEAL_LIMIT);

    // Then
    assertThat(ProcessHandle.of(stack.pid("kafka"))).isPresent();
  }
}
