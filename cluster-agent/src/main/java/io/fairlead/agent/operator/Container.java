package io.fairlead.agent.operator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The one container of a [Workload].
///
/// @param variables environment variables from secrets
/// @param probe asked for readiness and for life
/// @param requests what it needs to be placed on a node
/// @param limits what it is stopped at
record Container(
    String name,
    String image,
    PullPolicy pullPolicy,
    List<Argument> arguments,
    List<Variable> variables,
    List<Mount> mounts,
    String portName,
    int port,
    Probe probe,
    Resources requests,
    Resources limits,
    Confinement confinement) {
  private static final String[] PROBES = {"livenessProbe", "readinessProbe"};

  /// An environment variable whose value is the secret's entry of the same name.
  record Variable(String name, String secret) {}

  /// How to ask whether a container is well.
  sealed interface Probe {
    /// An HTTP request.
    record Http(String path) implements Probe {}

    /// A connection.
    record Tcp() implements Probe {}
  }

  /// Amounts of what a node has, as Kubernetes writes them.
  ///
  /// @param cpu such as `50m`; null for none
  /// @param memory such as `64Mi`; null for none
  record Resources(@Nullable String cpu, @Nullable String memory) {
    /// No amount of anything.
    static final Resources NONE = new Resources(null, null);

    private void addTo(ObjectNode resources, String name) {
      if (cpu == null && memory == null) {
        return;
      }
      var node = resources.putObject(name);
      if (cpu != null) {
        node.put("cpu", cpu);
      }
      if (memory != null) {
        node.put("memory", memory);
      }
    }
  }

  /// What a container may do on its node. None gets more rights than it starts with.
  ///
  /// @param user id of the user; 0 for root
  /// @param writable whether it may write to its own file system
  record Confinement(int user, boolean writable) {}

  ObjectNode render() {
    var container = JsonNodeFactory.instance.objectNode();
    container.put("name", name).put("image", image).put("imagePullPolicy", pullPolicy.name());
    var args = container.putArray("args");
    arguments.forEach(argument -> args.add(argument.text()));
    if (!variables.isEmpty()) {
      var env = container.putArray("env");
      variables.forEach(variable -> addVariable(env.addObject(), variable));
    }
    container
        .putArray("ports")
        .addObject()
        .put("name", portName)
        .put("containerPort", port)
        .put("protocol", "TCP");
    for (var use : PROBES) {
      addProbe(container.putObject(use));
    }
    var resources = container.putObject("resources");
    requests.addTo(resources, "requests");
    limits.addTo(resources, "limits");
    addConfinement(container.putObject("securityContext"));
    if (!mounts.isEmpty()) {
      var volumeMounts = container.putArray("volumeMounts");
      mounts.forEach(mount -> volumeMounts.add(mount.renderMount()));
    }
    return container;
  }

  private static void addVariable(ObjectNode node, Variable variable) {
    node.put("name", variable.name())
        .putObject("valueFrom")
        .putObject("secretKeyRef")
        .put("name", variable.secret())
        .put("key", variable.name());
  }

  private void addProbe(ObjectNode node) {
    switch (probe) {
      case Probe.Http http ->
          node.putObject("httpGet")
              .put("path", http.path())
              .put("port", port)
              .put("scheme", "HTTP");
      case Probe.Tcp _ -> node.putObject("tcpSocket").put("port", port);
    }
    node.put("initialDelaySeconds", 5)
        .put("periodSeconds", 10)
        .put("timeoutSeconds", 5)
        .put("failureThreshold", 3);
  }

  private void addConfinement(ObjectNode node) {
    node.put("allowPrivilegeEscalation", false).put("privileged", false);
    node.put("readOnlyRootFilesystem", !confinement.writable());
    node.put("runAsNonRoot", confinement.user() != 0).put("runAsUser", confinement.user());
    node.putObject("capabilities").putArray("drop").add("ALL");
    node.putObject("seccompProfile").put("type", "RuntimeDefault");
  }
}
