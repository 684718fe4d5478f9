package io.fairlead.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
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
}
