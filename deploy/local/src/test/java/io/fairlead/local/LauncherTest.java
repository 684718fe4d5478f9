package io.fairlead.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("process")
class LauncherTest {
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

  @TempDir Path directory;

  @Test
  void says_in_one_line_where_everything_is() throws IOException, InterruptedException {
    // Given
    try (var launcher = Launcher.start(directory)) {

      // When
      String ready = launcher.awaitReady();

      // Then
      Path token = directory.resolve("token");
      assertThat(ready)
          .matches(
              "ready api=http://127\\.0\\.0\\.1:\\d+ gateway=http://127\\.0\\.0\\.1:\\d+ token=.*")
          .endsWith(" token=" + token);
      assertThat(Files.readString(token)).matches("[0-9a-f]{64}");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(token)))
          .isEqualTo("rw-------");
      assertThat(launcher.output()).isEmpty();
      assertThat(Files.readAllLines(directory.resolve("config-api/environment")))
          .contains(
              "KAFKA_BOOTSTRAP_SERVERS",
              "QUARKUS_DATASOURCE_JDBC_URL",
              "QUARKUS_DATASOURCE_REACTIVE_URL",
              "QUARKUS_DATASOURCE_USERNAME",
              "QUARKUS_DATASOURCE_PASSWORD",
              "FAIRLEAD_API_TOKEN_FILE",
              "FAIRLEAD_LIFELINE");
    }
  }

  @Test
  void stops_everything_when_told_to_and_is_the_same_after_a_restart()
      throws IOException, InterruptedException {
    // Given
    String ready;
    try (var launcher = Launcher.start(directory)) {
      ready = launcher.awaitReady();
      List<ProcessHandle> children = launcher.descendants();
      assertThat(children).hasSizeGreaterThanOrEqualTo(4);

      // When
      launcher.process().toHandle().destroy();
      launcher.awaitExit(STOP_LIMIT);

      // Then
      assertThat(children).noneMatch(ProcessHandle::isAlive);
    }
    try (var again = Launcher.start(directory)) {
      assertThat(again.awaitReady()).isEqualTo(ready);
    }
  }

  @Test
  void leaves_no_process_when_it_is_killed() throws IOException, InterruptedException {
    // Given
    try (var launcher = Launcher.start(directory)) {
      launcher.awaitReady();
      List<ProcessHandle> children = launcher.descendants();

      // When
      launcher.process().toHandle().destroyForcibly();

      // Then
      Awaitility.await()
          .atMost(STOP_LIMIT)
          .until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
    }
  }

  @Test
  void stops_everything_when_told_to_while_it_starts() throws IOException, InterruptedException {
    // Given
    try (var launcher = Launcher.start(directory)) {
      launcher.awaitError("postgres");
      List<ProcessHandle> children = launcher.descendants();

      // When
      launcher.process().toHandle().destroy();
      launcher.awaitExit(STOP_LIMIT);

      // Then
      assertThat(children).noneMatch(ProcessHandle::isAlive);
      assertThat(launcher.output()).isEmpty();
    }
  }

  @Test
  void says_in_one_line_that_its_port_is_in_use() throws IOException, InterruptedException {
    try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      // Given
      String port = Integer.toString(taken.getLocalPort());

      // When
      try (var launcher = Launcher.start(directory, "--port", port)) {

        // Then
        assertRefuses(launcher, "fairlead: port " + port + " of the API is in use on 127.0.0.1");
      }
    }
  }

  @Test
  void says_in_one_line_that_its_data_directory_is_in_use()
      throws IOException, InterruptedException {
    // Given
    try (var first = Launcher.start(directory)) {
      first.awaitReady();

      // When
      try (var second = Launcher.start(directory)) {

        // Then
        assertRefuses(
            second, "fairlead: data directory " + directory + " is in use by another process");
      }
    }
  }

  @Test
  void says_in_one_line_that_its_data_directory_is_not_writable()
      throws IOException, InterruptedException {
    // Given
    Path file = Files.createFile(directory.resolve("file"));

    // When
    try (var launcher = Launcher.start(file)) {

      // Then
      assertRefuses(launcher, "fairlead: data directory " + file + " is not writable");
    }
  }

  @Test
  void says_which_option_is_wrong() throws IOException, InterruptedException {
    // When
    try (var launcher = Launcher.start(directory, "--clusters", "many")) {

      // Then
      assertRefuses(launcher, "fairlead: --clusters many: must be a whole number from 0 to 10000");
    }
  }

  @Test
  void ends_with_everything_when_a_service_does_not_start()
      throws IOException, InterruptedException {
    // When
    try (var launcher = Launcher.start(List.of("-Dbroken=true"), directory)) {

      // Then
      launcher.awaitError("fairlead: agent-gateway ended with code 3 while starting; see ");
      assertThat(launcher.awaitExit(STOP_LIMIT)).isNotZero();
      assertThat(launcher.descendants()).isEmpty();
      assertThat(launcher.output()).isEmpty();
    }
  }

  private static void assertRefuses(Launcher launcher, String line) throws InterruptedException {
    assertThat(launcher.awaitExit(STOP_LIMIT)).isNotZero();
    Awaitility.await().until(() -> !launcher.errors().isEmpty());
    assertThat(launcher.errors()).singleElement().asString().startsWith(line);
    assertThat(launcher.output()).isEmpty();
  }
}
