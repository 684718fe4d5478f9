package io.fairlead.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.session.net.GatewayAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GatewaySettingTest {
  @Test
  void namesTheSettingThatAllowsAGatewayWithoutTls() {
    // Given
    Settings settings = new Settings("ws://gateway.example.org:8081", false);
    // When, Then
    assertThatThrownBy(() -> GatewaySetting.address(settings, Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("fairlead.agent.gateway-url: ")
        .hasMessageContaining("ws://gateway.example.org:8081")
        .hasMessageContaining("fairlead.agent.insecure-transport=true");
  }

  @Test
  void goesWithoutTlsWhereTheSettingAllowsIt() {
    // Given
    Settings settings = new Settings("ws://gateway.example.org:8081", true);
    // When
    GatewayAddress address = GatewaySetting.address(settings, Map.of());
    // Then
    assertThat(address.isInsecure()).isTrue();
  }

  @Test
  void namesTheSettingThatIsNoAddress() {
    // Given
    Settings settings = new Settings("gateway.example.org", false);
    // When, Then
    assertThatThrownBy(() -> GatewaySetting.address(settings, Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("fairlead.agent.gateway-url: a gateway's address is wss://");
  }

  private record Settings(String gateway, boolean insecureTransport) implements AgentConfig {
    @Override
    public String clusterId() {
      return "";
    }

    @Override
    public URI gatewayUrl() {
      return URI.create(gateway);
    }

    @Override
    public Optional<Path> gatewayCa() {
      return Optional.empty();
    }

    @Override
    public Path keyFile() {
      return Path.of("key.pem");
    }

    @Override
    public String namespace() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<String> identity() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Path> kubeconfig() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Duration cleanUpLimit() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Images images() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Duration shortestBackOff() {
      return Duration.ofSeconds(1);
    }

    @Override
    public Duration longestBackOff() {
      return Duration.ofMinutes(5);
    }
  }
}
