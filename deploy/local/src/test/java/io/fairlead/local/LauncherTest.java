package io.fairlead.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fairlead.embedded.Ports;
import io.fairlead.encryption.KeysetFile;
import io.fairlead.local.agent.FakeCluster;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("process")
class LauncherTest {
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

  @TempDir Path directory;

  @Test
  void says_in_one_line_where_everything_is() throws IOException, InterruptedException {
    // Given
    Path data = directory.resolve("some where, with commas");
    try (var launcher = Launcher.start(data)) {

      // When
      String ready = launcher.awaitReady();

      // Then
      Path token = data.resolve("token");
      assertThat(ready)
          .matches(
              "ready api=http://127\\.0\\.0\\.1:\\d+ gateway=http://127\\.0\\.0\\.1:\\d+ token=.*")
          .endsWith(" token=" + token);
      assertThat(Files.readString(token)).matches("[0-9a-f]{64}");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(token)))
          .isEqualTo("rw-------");
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(data.resolve("keyset.json"))))
          .isEqualTo("rw-------");
      assertThat(launcher.output()).isEmpty();
      assertThat(Files.readAllLines(data.resolve("config-api/environment")))
          .contains(
              "KAFKA_BOOTSTRAP_SERVERS",
              "QUARKUS_DATASOURCE_JDBC_URL",
              "QUARKUS_DATASOURCE_REACTIVE_URL",
              "QUARKUS_DATASOURCE_USERNAME",
              "QUARKUS_DATASOURCE_PASSWORD",
              "FAIRLEAD_API_TOKEN_FILE",
              "FAIRLEAD_ENCRYPTION_KEYSET_FILE",
              "FAIRLEAD_LIFELINE");
    }
  }

  @Test
  void runs_the_agent_of_a_real_cluster_and_says_which_it_is()
      throws IOException, InterruptedException {
    // Given
    Path data = directory.resolve("data");
    try (var cluster = new FakeCluster(directory);
        var launcher = Launcher.start(data, "--kubeconfig", cluster.kubeconfig().toString())) {

      // When
      launcher.awaitReady();

      // Then
      assertThat(launcher.awaitError("cluster-agent speaks for ").getLast())
          .endsWith("/connectedClusters/cluster-01");
      assertThat(Files.readAllLines(data.resolve("cluster-agent/environment")))
          .contains(
              "FAIRLEAD_AGENT_CLUSTER_ID",
              "FAIRLEAD_AGENT_GATEWAY_URL",
              "FAIRLEAD_AGENT_KUBECONFIG",
              "FAIRLEAD_LIFELINE")
          .doesNotContain("KAFKA_BOOTSTRAP_SERVERS");
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(data.resolve("cluster-agent/key.pem"))))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void does_not_start_with_keys_that_others_may_read() throws IOException, InterruptedException {
    // Given
    KeysetFile keyset = new DataDirectory(directory).keysetFile();
    keyset.createIfMissing();
    Files.setPosixFilePermissions(keyset.path(), PosixFilePermissions.fromString("rw-r--r--"));

    // When
    try (var launcher = Launcher.start(directory)) {
      // Then
      assertThat(launcher.awaitError("chmod 600").getLast())
          .contains(keyset.path().toString(), "may be used by others than its owner");
      launcher.awaitExit(STOP_LIMIT);
      assertThat(launcher.descendants()).isEmpty();
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
  void stops_everything_in_order_on_ctrl_c() throws IOException, InterruptedException {
    // Given
    assumeTrue(Launcher.hasTerminal(), "env --default-signal and setsid");
    try (var launcher = Launcher.startInTerminal(directory)) {
      launcher.awaitReady();

      // When
      launcher.interrupt();
      launcher.awaitExit(STOP_LIMIT);

      // Then
      assertThat(launcher.started())
          .hasSizeGreaterThanOrEqualTo(4)
          .noneMatch(ProcessHandle::isAlive);
      assertThat(launcher.awaitError("stopped after ")).noneMatch(line -> line.contains("died"));
      assertThat(Files.readString(directory.resolve("logs/postgres.log")))
          .contains("database system is shut down");
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

  @ParameterizedTest
  @ValueSource(strings = {"file", "file/deeper", "locked", "/proc/fairlead"})
  void says_in_one_line_that_its_data_directory_is_not_writable(String name)
      throws IOException, InterruptedException {
    // Given
    Files.createFile(directory.resolve("file"));
    Files.createDirectory(
        directory.resolve("locked"),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r-xr-xr-x")));
    Path data = directory.resolve(name);
    assumeFalse(Files.isDirectory(data) && Files.isWritable(data), "root may write anywhere");

    // When
    try (var launcher = Launcher.start(data)) {

      // Then
      assertRefuses(launcher, "fairlead: data directory " + data + " is not writable");
    }
  }

  @Test
  void ends_with_everything_when_a_part_cannot_use_its_directory()
      throws IOException, InterruptedException {
    // Given
    Path taken = Files.createFile(directory.resolve("kafka"));

    // When
    try (var launcher = Launcher.start(directory)) {

      // Then
      launcher.awaitError("fairlead: data directory " + taken + " is not writable");
      assertThat(launcher.awaitExit(STOP_LIMIT)).isNotZero();
      assertThat(launcher.started()).noneMatch(ProcessHandle::isAlive);
      assertThat(launcher.output()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --clusters many  | --clusters many: must be a whole number from 0 to 10000
          --clusters -1    | --clusters -1: must be a whole number from 0 to 10000
          --port 70000     | --port 70000: must be a whole number from 0 to 65535
          --cluster 3      | unknown option --cluster; allowed: --clusters N, --data DIR, --port P
          """)
  void says_in_one_line_which_option_is_wrong(String options, String reason)
      throws IOException, InterruptedException {
    // When
    try (var launcher = Launcher.start(directory, options.split(" ", -1))) {

      // Then
      assertRefuses(launcher, "fairlead: " + reason);
    }
  }

  @Test
  void gives_the_gateway_another_port_when_the_one_beside_the_api_is_in_use()
      throws IOException, InterruptedException {
    // Given
    int port = freeWithNext();
    try (var taken = new ServerSocket(port + 1, 1, InetAddress.ofLiteral(Ports.LOOPBACK));
        // When
        var launcher = Launcher.start(directory, "--port", Integer.toString(port))) {

      // Then
      assertThat(launcher.awaitReady())
          .contains("api=http://127.0.0.1:" + port + " ")
          .doesNotContain("gateway=http://127.0.0.1:" + taken.getLocalPort() + " ");
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
      assertThat(launcher.started()).isNotEmpty().noneMatch(ProcessHandle::isAlive);
      assertThat(launcher.output()).isEmpty();
    }
  }

  private static int freeWithNext() {
    return IntStream.generate(Ports::free)
        .filter(port -> Ports.isFree(port + 1))
        .findFirst()
        .orElseThrow();
  }

  private static void assertRefuses(Launcher launcher, String line) throws InterruptedException {
    assertThat(launcher.awaitExit(STOP_LIMIT)).isNotZero();
    Awaitility.await().until(() -> !launcher.errors().isEmpty());
    assertThat(launcher.errors()).singleElement().asString().startsWith(line);
    assertThat(launcher.output()).isEmpty();
    assertThat(launcher.started()).isEmpty();
  }
}
