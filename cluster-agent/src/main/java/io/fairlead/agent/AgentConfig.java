package io.fairlead.agent;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// The agent's settings. In the environment `fairlead.agent.cluster-id` is
/// `FAIRLEAD_AGENT_CLUSTER_ID`, and so on.
@ConfigMapping(prefix = "fairlead.agent")
public interface AgentConfig {
  /// The ARM id of the cluster that this agent speaks for.
  String clusterId();

  /// Where gateways are: `wss://HOST[:PORT]`; to loopback `ws` is allowed too.
  URI gatewayUrl();

  /// Certificates (PEM) to trust for the gateway, in place of the runtime's own.
  Optional<Path> gatewayCa();

  /// Whether the gateway may be reached without TLS (`ws://`) beyond this machine. Only for a
  /// network that protects what is said in it by other means.
  @WithDefault("false")
  boolean insecureTransport();

  /// The cluster's private key (PEM, PKCS#8, mode 600). Made when it is missing; its public half is
  /// then to be registered as the cluster's `agentPublicKeyCertificate`.
  Path keyFile();

  /// Where the desired state is kept. Of one agent alone.
  Path stateDir();

  /// The first window of the back-off between connections; more than 0.
  @WithDefault("1s")
  Duration shortestBackOff();

  /// The last window of the back-off between connections; at least the first.
  @WithDefault("5m")
  Duration longestBackOff();
}
