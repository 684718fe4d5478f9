package io.fairlead.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Tag("process")
class ParentDeathTest {
  @TempDir Path directory;

  @Test
  void a_killed_parent_leaves_no_process_and_a_usable_directory() throws IOException {
    // Given
    Process parent = startParent();
    List<ProcessHandle> servers = serversOf(parent);
    List<ProcessHandle> everyone =
        Stream.concat(servers.stream(), parent.descendants()).distinct().toList();
    assertThat(servers).hasSize(2).allMatch(ProcessHandle::isAlive);

    // When
    parent.destroyForcibly();

    // Then
    awaitEndOf(everyone);
    try (var postgres = Postgres.start(Postgres.Settings.forTests(directory.resolve("postgres")));
        var broker = Broker.start(Broker.Settings.forTests(directory.resolve("kafka")))) {
      assertThat(Stream.of(postgres.pid(), broker.pid())).allMatch(pid -> pid > 0);
    }
  }

  @Test
  void a_successor_may_start_at_once() throws IOException {
    // Given
    Process parent = startParent();
    assertThat(serversOf(parent)).hasSize(2);

    // When
    parent.destroyForcibly();
    parent.onExit().join();
    try (var postgres = Postgres.start(Postgres.Settings.forTests(directory.resolve("postgres")));
        var broker = Broker.start(Broker.Settings.forTests(directory.resolve("kafka")))) {

      // Then
      assertThat(Stream.of(postgres.pid(), broker.pid())).allMatch(pid -> pid > 0);
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void runs_as_root_where_user_namespaces_are_not_permitted() throws IOException {
    // Given
    assumeThat(System.getProperty("user.name")).isEqualTo("root");
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path refusal = Files.createDirectory(directory.resolve("bin")).resolve("unshare");
    Files.writeString(refusal, "#!/bin/sh\nexit 1\n");
    Files.setPosixFilePermissions(refusal, PosixFilePermissions.fromString("rwxr-xr-x"));

    // When
    Process parent = startParent(refusal.getParent() + ":" + System.getenv("PATH"));

    // Then
    try {
      assertThat(serversOf(parent).getFirst().info().user()).contains("nobody");
    } finally {
      List<ProcessHandle> everyone = parent.descendants().toList();
      parent.toHandle().destroy();
      awaitEndOf(everyone);
    }
  }

  /// A server outlives its parent for a moment, and writes into its directory until it ends.
  private static void awaitEndOf(List<ProcessHandle> everyone) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(15))
        .until(() -> everyone.stream().noneMatch(ProcessHandle::isAlive));
  }

  private Process startParent() throws IOException {
    return startParent(System.getenv("PATH"));
  }

  private Process startParent(String path) throws IOException {
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            ParentMain.class.getName(),
            directory.toString());
    var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("PATH", path);
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    return builder.start();
  }

  private static List<ProcessHandle> serversOf(Process parent) throws IOException {
    var output =
        new BufferedReader(
            new java.io.InputStreamReader(parent.getInputStream(), StandardCharsets.UTF_8));
    String line = output.readLine();
    assertThat(line).startsWith("pids ");
    return Arrays.stream(line.split(" ", -1))
        .skip(1)
        .map(Long::parseLong)
        .map(pid -> ProcessHandle.of(pid).orElseThrow())
        .toList();
  }
}
