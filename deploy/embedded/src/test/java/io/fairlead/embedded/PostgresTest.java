package io.fairlead.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("process")
class PostgresTest {
  @TempDir Path directory;

  @Test
  void keeps_its_data_and_port_over_a_restart() throws SQLException {
    // Given
    int port;
    try (var server = Postgres.start(Postgres.Settings.forTests(directory))) {
      port = server.port();
      write(server, 1);
    }

    // When
    try (var again = Postgres.start(Postgres.Settings.forTests(directory))) {

      // Then
      assertThat(again.port()).isEqualTo(port);
      assertThat(read(again)).containsExactly(1);
    }
  }

  @Test
  void has_what_it_confirmed_after_a_kill() throws SQLException {
    // Given
    var settings =
        new Postgres.Settings(
            directory, Ports.ANY, Durability.PRODUCTION, "secret", directory.resolve("log"));
    try (var server = Postgres.start(settings)) {
      write(server, 1);
      write(server, 2);

      // When
      server.kill();
      server.restart();

      // Then
      assertThat(read(server)).containsExactly(1, 2);
    }
  }

  @Test
  void starts_though_another_program_now_has_the_process_id_of_its_killed_predecessor()
      throws SQLException, IOException {
    // Given
    try (var server = Postgres.start(Postgres.Settings.forTests(directory))) {
      write(server, 1);
      server.kill();
    }
    claim(directory, ProcessHandle.current());

    // When
    try (var again = Postgres.start(Postgres.Settings.forTests(directory))) {

      // Then
      assertThat(read(again)).containsExactly(1);
    }
  }

  @Test
  void leaves_another_server_alone_that_now_has_the_process_id_of_its_killed_predecessor()
      throws SQLException, IOException {
    // Given
    Path mine = directory.resolve("mine");
    try (var server = Postgres.start(Postgres.Settings.forTests(mine))) {
      write(server, 1);
      server.kill();
    }
    var others = Postgres.Settings.forTests(directory.resolve("other's"));
    try (var other = Postgres.start(others)) {
      long before = other.pid();
      claim(mine, ProcessHandle.of(before).orElseThrow());

      // When
      try (var again = Postgres.start(Postgres.Settings.forTests(mine))) {

        // Then
        assertThat(read(again)).containsExactly(1);
        assertThat(other.pid()).isEqualTo(before);
        write(other, 2);
        assertThat(read(other)).containsExactly(2);
      }
    }
  }

  @Test
  void notices_the_death_of_the_script_that_guards_it() {
    // Given
    try (var server = Postgres.start(Postgres.Settings.forTests(directory))) {
      var guard = ProcessHandle.of(server.pid()).orElseThrow().parent().orElseThrow();
      var exit = server.onExit();

      // When
      guard.destroyForcibly();

      // Then
      assertThat(exit).succeedsWithin(Duration.ofSeconds(15));
      assertThat(server.isAlive()).isFalse();
    }
  }

  @Test
  void refuses_a_second_user_of_its_directory() {
    // Given
    try (var first = Postgres.start(Postgres.Settings.forTests(directory))) {
      assertThat(first.pid()).isPositive();

      // When
      var second =
          assertThatExceptionOfType(StartException.class)
              .isThrownBy(() -> Postgres.start(Postgres.Settings.forTests(directory)));

      // Then
      second.withMessage("data directory %s is in use by another process", directory);
    }
  }

  @Test
  void says_that_its_port_is_in_use() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral(Ports.LOOPBACK))) {
      // Given
      int port = taken.getLocalPort();
      var settings =
          new Postgres.Settings(
              directory, port, Durability.FAST, "secret", directory.resolve("log"));

      // When
      var refusal =
          assertThatExceptionOfType(StartException.class)
              .isThrownBy(() -> Postgres.start(settings));

      // Then
      refusal.withMessage("port %d of PostgreSQL is in use on 127.0.0.1", port);
    }
  }

  /// Writes into the pid file of a killed server that it is that process.
  private static void claim(Path directory, ProcessHandle process) throws IOException {
    Path pidFile = directory.resolve("data/postmaster.pid");
    List<String> lines = new ArrayList<>(Files.readAllLines(pidFile));
    lines.set(0, Long.toString(process.pid()));
    Files.write(pidFile, lines);
  }

  private static void write(Postgres server, int number) throws SQLException {
    try (var connection = server.database("d").connect();
        var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE IF NOT EXISTS t (n int)");
      statement.execute("INSERT INTO t VALUES (" + number + ")");
    }
  }

  private static List<Integer> read(Postgres server) throws SQLException {
    try (var connection = server.database("d").connect();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT n FROM t ORDER BY n")) {
      var numbers = new ArrayList<Integer>();
      while (rows.next()) {
        numbers.add(rows.getInt(1));
      }
      return numbers;
    }
  }
}
