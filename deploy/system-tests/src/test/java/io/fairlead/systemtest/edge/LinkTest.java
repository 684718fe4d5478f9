package io.fairlead.systemtest.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LinkTest {
  private ServerSocket hub;
  private Link link;

  @BeforeEach
  void connectEnds() throws IOException {
    hub = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    link = Link.to(URI.create("http://127.0.0.1:" + hub.getLocalPort()));
  }

  @AfterEach
  void closeEnds() throws IOException {
    link.close();
    hub.close();
  }

  @Test
  void carriesBytesBothWaysAndCountsThem() throws IOException {
    // Given
    try (Socket agent = dial();
        Socket gateway = hub.accept()) {
      // When
      agent.getOutputStream().write(new byte[] {1, 2});
      gateway.getOutputStream().write(new byte[] {3});
      // Then
      assertThat(gateway.getInputStream().readNBytes(2)).containsExactly(1, 2);
      assertThat(agent.getInputStream().read()).isEqualTo(3);
      assertThat(link.bytesFromAgent()).isEqualTo(2);
      assertThat(link.bytesToAgent()).isEqualTo(1);
    }
  }

  @Test
  void losesWhatTheHubSaysWhenTold() throws IOException {
    // Given
    try (Socket agent = dial();
        Socket gateway = hub.accept()) {
      link.loseWhatTheHubSays();
      gateway.getOutputStream().write(1);
      gateway.shutdownOutput();
      // When
      int heard = agent.getInputStream().read();
      // Then
      assertThat(heard).isEqualTo(-1);
    }
  }

  @Test
  void breaksBothEndsWhenCut() throws IOException {
    // Given
    try (Socket agent = dial();
        Socket gateway = hub.accept()) {
      // When
      link.cut();
      // Then
      assertThat(agent.getInputStream().read()).isEqualTo(-1);
      assertThat(gateway.getInputStream().read()).isEqualTo(-1);
      try (Socket refused = dial()) {
        assertThat(refused.getInputStream().read()).isEqualTo(-1);
      }
    }
  }

  private Socket dial() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), link.address().getPort());
  }
}
