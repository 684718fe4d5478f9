package io.fairlead.agent;

import io.fairlead.session.net.GatewayAddress;
import io.fairlead.session.net.GatewayProxy;
import io.fairlead.session.net.InsecureTransportException;
import java.util.Map;
import org.jboss.logging.Logger;

/// The gateway's address as the settings have it.
final class GatewaySetting {
  private static final Logger LOG = Logger.getLogger(GatewaySetting.class);

  private GatewaySetting() {}

  /// @param environment where the customary variables name a proxy
  /// @throws IllegalArgumentException when the address has another form, or no TLS where it needs
  ///     it; the message names the setting
  static GatewayAddress address(AgentConfig config, Map<String, String> environment) {
    GatewayAddress address = checked(config, environment);
    if (address.proxy() != null) {
      LOG.infof("gateway=%s proxy=%s", address.root(), address.proxy());
    }
    if (address.isInsecure()) {
      LOG.warnf(
          "gateway=%s transport=insecure reason=\"fairlead.agent.insecure-transport is true: what is"
              + " said can be read and changed on its way\"",
          address.root());
    }
    return address;
  }

  private static GatewayAddress checked(AgentConfig config, Map<String, String> environment) {
    try {
      return new GatewayAddress(
          config.gatewayUrl(),
          config.gatewayCa().orElse(null),
          config.insecureTransport(),
          GatewayProxy.of(environment, config.gatewayUrl()).orElse(null));
    } catch (InsecureTransportException e) {
      throw new IllegalArgumentException(
          "fairlead.agent.gateway-url: "
              + e.getMessage()
              + ", or set fairlead.agent.insecure-transport=true where the network itself protects"
              + " what is said",
          e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("fairlead.agent.gateway-url: " + e.getMessage(), e);
    }
  }
}
