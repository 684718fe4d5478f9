package io.fairlead.session.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayAddressTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ws://gateway.example.org",
        "http://10.0.0.7:8081",
        "WS://gateway",
        "ws://localhost.example.org",
        "ws://127.0.0.1.example.org:8081",
        "ws://[fd00::1]:8081"
      })
  void leavesThisMachineWithTlsOnly(String root) {
    // When, Then
    assertThatThrownBy(() -> new GatewayAddress(URI.create(root), null))
        .isInstanceOf(InsecureTransportException.class)
        .hasMessageContaining(root)
        .hasMessageContaining("use wss");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ws://127.0.0.1:8081",
        "http://127.1.2.3",
        "ws://LocalHost:8081",
        "ws://[::1]:8081",
        "http://[0:0:0:0:0:0:0:1]:8081"
      })
  void needsNoTlsOnLoopback(String root) {
    // When
    GatewayAddress address = new GatewayAddress(URI.create(root), null);
    // Then
    assertThat(address.tls()).isFalse();
    assertThat(address.isInsecure()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"wss://gateway.example.org", "https://10.0.0.7:8443"})
  void takesAnyHostWithTls(String root) {
    // When
    GatewayAddress address = new GatewayAddress(URI.create(root), null);
    // Then
    assertThat(address.tls()).isTrue();
    assertThat(address.isInsecure()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ws://gateway.example.org", "http://10.0.0.7:8081"})
  void goesWithoutTlsWhereThatIsAllowed(String root) {
    // When
    GatewayAddress address = new GatewayAddress(URI.create(root), null, true, null);
    // Then
    assertThat(address.isInsecure()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gateway.example.org", "ftp://gateway", "ws:///path"})
  void saysWhichFormAnAddressHas(String root) {
    // When, Then
    assertThatThrownBy(() -> new GatewayAddress(URI.create(root), null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("wss://HOST[:PORT]");
  }
}
