package io.fairlead.local.agent;

import io.fairlead.embedded.Ports;
import io.fairlead.session.net.GatewayAddress;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What an agent beside its cluster is told, by the names that it has inside one too.
public final class AgentVariables {
  private AgentVariables() {}

  /// The environment of an agent that serves its health on this machine alone.
  ///
  /// @param keyFile the cluster's key
  public static Map<String, String> of(AgentTarget target, Path keyFile, GatewayAddress gateway) {
    var variables = new HashMap<String, String>();
    variables.put("FAIRLEAD_AGENT_CLUSTER_ID", target.cluster().toString());
    variables.put("FAIRLEAD_AGENT_GATEWAY_URL", webSocket(gateway.root()).toString());
    variables.put("FAIRLEAD_AGENT_KEY_FILE", keyFile.toString());
    variables.put("FAIRLEAD_AGENT_NAMESPACE", target.namespace());
    variables.put("FAIRLEAD_AGENT_IDENTITY", identity(keyFile));
    variables.put("FAIRLEAD_AGENT_KUBECONFIG", target.kubeconfig().toString());
    variables.put("FAIRLEAD_AGENT_INSECURE_TRANSPORT", Boolean.toString(gateway.insecureAllowed()));
    @Nullable Path trusted = gateway.trusted();
    if (trusted != null) {
      variables.put("FAIRLEAD_AGENT_GATEWAY_CA", trusted.toString());
    }
    variables.put("QUARKUS_HTTP_HOST", Ports.LOOPBACK);
    // Each further arena of the C library would keep some megabytes.
    variables.put("MALLOC_ARENA_MAX", "1");
    return Map.copyOf(variables);
  }

  /// The same at each start with that file on this machine, so that an agent that was killed need
  /// not wait for its own lease.
  private static String identity(Path keyFile) {
    String of = keyFile.toAbsolutePath().toString();
    try {
      String host = InetAddress.getLocalHost().getHostName();
      return host + "-" + UUID.nameUUIDFromBytes(of.getBytes(StandardCharsets.UTF_8));
    } catch (UnknownHostException namelessMachine) {
      return "agent-" + UUID.randomUUID();
    }
  }

  /// A gateway's root as an agent's setting names it: `ws` for `http`, `wss` for `https`.
  static URI webSocket(URI root) {
    return URI.create(root.toString().replaceFirst("^(?i)http", "ws"));
  }
}
