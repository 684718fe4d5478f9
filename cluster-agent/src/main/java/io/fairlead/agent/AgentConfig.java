package io.fairlead.agent;

import io.fairlead.agent.operator.OperatorImages;
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

  /// The namespace of the agent's own objects: its records, its secrets, its lease and what its
  /// session remembers. Of one cluster's agents alone.
  @WithDefault("fairlead")
  String namespace();

  /// Tells this agent from all others of its cluster, of which one at a time acts: the name of its
  /// Pod. Else one is made up at each start, and an agent that did not end in order is waited for.
  Optional<String> identity();

  /// The kubeconfig of the cluster; else the one that `KUBECONFIG` names, else the cluster in which
  /// the agent runs.
  Optional<Path> kubeconfig();

  /// How long the finalizer of one object is waited for when it is removed; then it is given up,
  /// and what Flux applied by it stays.
  @WithDefault("10m")
  Duration cleanUpLimit();

  /// The first window of the back-off between connections; more than 0.
  @WithDefault("1s")
  Duration shortestBackOff();

  /// The last window of the back-off between connections; at least the first.
  @WithDefault("5m")
  Duration longestBackOff();

  /// The images of Flux v1.
  Images images();

  /// The images that operators of Flux v1 run from.
  interface Images {
    /// The image of fluxd, with its tag.
    @WithDefault(OperatorImages.FLUX)
    String flux();

    /// The image of memcached, with its tag.
    @WithDefault(OperatorImages.MEMCACHED)
    String memcached();

    /// The repository of the Helm operator's image; the tag follows from the configuration.
    @WithDefault(OperatorImages.HELM_OPERATOR)
    String helmOperator();

    /// What stands in the place of the registry's host, such as `mirror.example:5000/hub`.
    Optional<String> mirror();
  }
}
