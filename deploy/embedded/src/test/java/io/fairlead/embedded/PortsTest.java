package io.fairlead.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortsTest {
  @TempDir Path directory;

  @Test
  void remembers_the_port_it_chose() {
    // Given
    Path memory = directory.resolve("port");
    int first = Ports.choose(Ports.ANY, Ports.ANY, memory, "x");

    // When
    int second = Ports.choose(Ports.ANY, Ports.ANY, memory, "x");

    // Then
    assertThat(second).isEqualTo(first);
  }

  @Test
  void chooses_another_when_the_remembered_one_is_taken() throws IOException {
    // Given
    Path memory = directory.resolve("port");
    int first = Ports.choose(Ports.ANY, Ports.ANY, memory, "x");
    try (var taken = new ServerSocket(first, 1, InetAddress.ofLiteral(Ports.LOOPBACK))) {

      // When
      int second = Ports.choose(Ports.ANY, Ports.ANY, memory, "x");

      // Then
      assertThat(second).isNotEqualTo(taken.getLocalPort());
    }
  }

  @Test
  void refuses_a_wanted_port_that_is_taken() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral(Ports.LOOPBACK))) {
      // Given
      int port = taken.getLocalPort();

      // When
      var refusal =
          assertThatExceptionOfType(StartException.class)
              .isThrownBy(
                  () -> Ports.choose(port, Ports.ANY, directory.resolve("port"), "the API"));

      // Then
      refusal.withMessage("port %d of the API is in use on 127.0.0.1", port);
    }
  }

  @Test
  void gives_a_port_to_one_caller_alone() {
    // Given
    PortClaims claims = PortClaims.in(directory.resolve("claims"));

    // When
    boolean first = claims.take(20_000);
    boolean again = claims.take(20_000);

    // Then
    assertThat(first).isTrue();
    assertThat(again).isFalse();
    assertThat(claims.take(20_001)).isTrue();
  }

  @Test
  @Tag("process")
  void gives_no_port_that_another_process_has_chosen_and_gives_it_once_that_is_gone()
      throws IOException {
    // Given
    Path file = directory.resolve("claims");
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ClaimMain.class.getName(),
                file.toString(),
                "20000")
            .redirectErrorStream(true)
            .start();
    assertThat(other.inputReader().readLine()).isEqualTo("claimed");
    PortClaims claims = PortClaims.in(file);

    // When
    boolean meanwhile = claims.take(20_000);
    other.destroyForcibly().onExit().join();

    // Then
    assertThat(meanwhile).isFalse();
    assertThat(claims.take(20_000)).isTrue();
  }

  @Test
  void goes_on_without_claims_where_their_file_cannot_be_had() {
    // When
    PortClaims claims = PortClaims.in(directory.resolve("missing").resolve("claims"));

    // Then
    assertThat(claims.take(20_000)).isTrue();
  }
}
