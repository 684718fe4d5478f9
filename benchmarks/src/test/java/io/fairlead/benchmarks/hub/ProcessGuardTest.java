package io.fairlead.benchmarks.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProcessGuardTest {
  private static final Path LOG = Path.of("/logs/agent-gateway.log");
  private static final long SECONDS = 10;

  private final ProcessGuard guard = new ProcessGuard();
  private Process process;

  @BeforeEach
  void aProcess() throws IOException {
    process = new ProcessBuilder("sleep", "60").start();
  }

  @AfterEach
  void noProcess() {
    process.destroyForcibly();
  }

  @Test
  void aProcessThatEndsByItselfIsNamedWithItsLog() throws Exception {
    // Given
    guard.watch("agent-gateway", process.pid(), LOG);
    // When
    process.destroyForcibly();
    // Then
    assertThat(guard.first().get(SECONDS, TimeUnit.SECONDS))
        .startsWith("agent-gateway (process " + process.pid() + ")")
        .endsWith("its log: " + LOG);
  }

  @Test
  void aProcessThatMayEndIsNotMissed() throws Exception {
    // Given
    ProcessGuard.Watched watched = guard.watch("agent-gateway", process.pid(), LOG);
    watched.release();
    process.destroyForcibly();
    process.waitFor();
    // When: another ends after it
    guard.watch("kafka", process.pid(), LOG);
    // Then
    assertThat(guard.first().get(SECONDS, TimeUnit.SECONDS)).startsWith("kafka");
  }
}
