package io.fairlead.session.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatewayProxyTest {
  private static final URI GATEWAY = URI.create("wss://gateway.ships.example.com");

  @ParameterizedTest
  @CsvSource({
    "HTTPS_PROXY, http://proxy.example:3128, proxy.example, 3128",
    "https_proxy, proxy.example:3128,        proxy.example, 3128",
    "HTTPS_PROXY, http://proxy.example,      proxy.example, 80",
    "HTTPS_PROXY, http://[::1]:3128,         [::1],         3128"
  })
  void is_named_by_the_environment(String variable, String value, String host, int port) {
    // When
    Optional<GatewayProxy> proxy = GatewayProxy.of(Map.of(variable, value), GATEWAY);
    // Then
    assertThat(proxy).contains(new GatewayProxy(host, port, null, null));
  }

  @Test
  void is_another_one_without_tls() {
    // Given
    Map<String, String> environment =
        Map.of("HTTPS_PROXY", "http://a:1", "HTTP_PROXY", "http://b:2");
    // When
    Optional<GatewayProxy> proxy = GatewayProxy.of(environment, URI.create("ws://gateway"));
    // Then
    assertThat(proxy).map(GatewayProxy::host).contains("b");
  }

  @ParameterizedTest
  @CsvSource({
    "gateway.ships.example.com,    wss://gateway.ships.example.com, true",
    ".example.com,                 wss://gateway.ships.example.com, true",
    "EXAMPLE.com,                  wss://gateway.ships.example.com, true",
    "'localhost, ships.example.com', wss://gateway.ships.example.com, true",
    "*,                            wss://gateway.ships.example.com, true",
    "ample.com,                    wss://gateway.ships.example.com, false",
    "10.0.0.0/8,                   wss://10.20.30.40,               true",
    "10.0.0.0/8,                   wss://11.20.30.40,               false",
    "fd00::/8,                     wss://[fd12::1],                 true",
    "10.0.0.0/99,                  wss://10.20.30.40,               false",
    "10.20.30.40,                  wss://10.20.30.40,               true"
  })
  void is_not_used_for_whom_NO_PROXY_names(String list, URI gateway, boolean spared) {
    // Given
    Map<String, String> environment = Map.of("HTTPS_PROXY", "http://a:1", "NO_PROXY", list);
    // When
    Optional<GatewayProxy> proxy = GatewayProxy.of(environment, gateway);
    // Then
    assertThat(proxy.isEmpty()).isEqualTo(spared);
  }

  @Test
  void has_a_login_that_is_not_shown() {
    // Given
    Map<String, String> environment = Map.of("HTTPS_PROXY", "http://ship:s%2Fcret@proxy:3128");
    // When
    GatewayProxy proxy = GatewayProxy.of(environment, GATEWAY).orElseThrow();
    // Then
    assertThat(proxy.user()).isEqualTo("ship");
    assertThat(proxy.password()).isEqualTo("s/cret");
    assertThat(proxy).hasToString("proxy:3128");
  }

  @ParameterizedTest
  @CsvSource({"socks5://proxy:1080", "http://", "'http://a b:pass@x'"})
  void of_another_form_is_refused_by_name_and_without_its_value(String value) {
    // When, Then
    assertThatThrownBy(() -> GatewayProxy.of(Map.of("HTTPS_PROXY", value), GATEWAY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("HTTPS_PROXY is not of the form")
        .hasMessageNotContaining("pass@");
  }
}
