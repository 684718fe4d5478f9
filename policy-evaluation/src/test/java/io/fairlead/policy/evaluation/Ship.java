package io.fairlead.policy.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.contract.event.ClusterState;
import io.fairlead.contract.event.Compliance;
import io.fairlead.contract.event.ConfigurationState;
import io.fairlead.contract.event.Lifecycle;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.operator.OperatorParams;
import io.fairlead.contract.policy.Deployment;
import io.fairlead.contract.policy.Deployment.Action.Withdraw;
import io.fairlead.contract.policy.Deployment.Action.Write;
import io.fairlead.contract.policy.ManagedBy;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A cluster with configurations and a store that does what was decided, as the real one does:
/// properties get defaults, flags are put into `operatorParams`, a change gets a new generation,
// what is not changed keeps its own.
final class Ship {
  static final ResourceId ID =
      ResourceId.cluster("s-1", "fleet", "Microsoft.Kubernetes/connectedClusters", "ship-1");
  private static final String FLUX = "Microsoft.KubernetesConfiguration/fluxConfigurations";

  private final Map<String, Stored> configurations = new TreeMap<>();
  private Map<String, String> tags = Map.of("ring", "canary");
  private long generations = 100;

  private record Stored(ConfigurationState state, Heard heard) {}

  static ResourceId configuration(String name) {
    return ID.extension(FLUX, name);
  }

  Ship tagged(String name, String value) {
    tags = Map.of(name, value);
    return this;
  }

  KnownCluster known() {
    return new KnownCluster(
        new ClusterState(
            ID, new UUID(0, 1), 3, Samples.EPOCH, "West Europe", tags, "key", Samples.ASSIGNED),
        configurations.values().stream()
            .map(each -> new KnownConfiguration(each.state(), each.heard()))
            .toList());
  }

  Evaluation evaluated(PolicySet policies) {
    return Evaluator.evaluate(policies, known(), Samples.NOW);
  }

  /// Evaluates, and does what was decided.
  Ship obeying(PolicySet policies) {
    return doing(evaluated(policies).deployments());
  }

  Ship doing(List<Deployment> deployments) {
    deployments.forEach(this::does);
    return this;
  }

  private void does(Deployment deployment) {
    String key = deployment.configuration().key();
    Stored known = configurations.get(key);
    switch (deployment.action()) {
      case Write write -> {
        ObjectNode properties = write.properties().deepCopy();
        properties.put("suspend", false);
        if (properties.has("operatorParams")) {
          properties.put(
              "operatorParams",
              OperatorParams.readOnlyUnlessNamed(
                  properties.get("operatorParams").asText().strip()));
        }
        put(deployment.configuration(), properties, null);
        ConfigurationState state =
            Objects.requireNonNull(configurations.get(deployment.configuration().key())).state();
        put(
            state,
            new ManagedBy(
                deployment.basis().assignment(),
                deployment.basis().assignmentUid(),
                deployment.basis().reference(),
                write.digest(),
                write.onUnassign(),
                state.generation()));
      }
      case Withdraw() -> {
        ManagedBy manager = known == null ? null : known.state().managedBy();
        if (manager != null && manager.assignmentUid().equals(deployment.basis().assignmentUid())) {
          configurations.remove(key);
        }
      }
    }
  }

  /// Somebody writes a configuration.
  Ship written(String name, String properties) {
    put(configuration(name), Samples.json(properties), null);
    return this;
  }

  private void put(ResourceId id, JsonNode properties, @Nullable ManagedBy manager) {
    Stored known = configurations.get(id.key());
    if (known == null) {
      configurations.put(
          id.key(),
          new Stored(
              new ConfigurationState(
                  id,
                  UUID.randomUUID(),
                  ++generations,
                  Samples.EPOCH,
                  Lifecycle.Active,
                  properties,
                  Samples.NOW,
                  manager),
              Heard.NOTHING));
    } else if (!known.state().properties().equals(properties)) {
      ConfigurationState state = known.state();
      configurations.put(
          id.key(),
          new Stored(
              new ConfigurationState(
                  id,
                  state.uid(),
                  ++generations,
                  state.epoch(),
                  state.lifecycle(),
                  properties,
                  Samples.NOW,
                  state.managedBy()),
              known.heard()));
    }
  }

  private void put(ConfigurationState state, ManagedBy manager) {
    configurations.computeIfPresent(
        state.id().key(),
        (_, known) ->
            new Stored(
                new ConfigurationState(
                    state.id(),
                    state.uid(),
                    state.generation(),
                    state.epoch(),
                    state.lifecycle(),
                    state.properties(),
                    state.changedAt(),
                    manager),
                known.heard()));
  }

  /// Somebody deletes a configuration, which waits for the cluster.
  Ship deleting(String name) {
    configurations.computeIfPresent(
        configuration(name).key(),
        (_, known) ->
            new Stored(
                new ConfigurationState(
                    known.state().id(),
                    known.state().uid(),
                    ++generations,
                    known.state().epoch(),
                    Lifecycle.Deleting,
                    known.state().properties(),
                    Samples.NOW,
                    known.state().managedBy()),
                known.heard()));
    return this;
  }

  /// The cluster has confirmed the deletion of a configuration.
  Ship gone(String name) {
    configurations.remove(configuration(name).key());
    return this;
  }

  Ship hears(String name, Heard heard) {
    configurations.computeIfPresent(
        configuration(name).key(), (_, known) -> new Stored(known.state(), heard));
    return this;
  }

  /// The cluster has stored a configuration as it is and says that.
  Ship reports(String name, Compliance compliance) {
    long generation = state(name).generation();
    return hears(
        name, new Heard(generation, 0, null, generation, compliance, "as it says", Samples.NOW));
  }

  ConfigurationState state(String name) {
    Stored known = configurations.get(configuration(name).key());
    if (known == null) {
      throw new IllegalArgumentException("there is no configuration " + name);
    }
    return known.state();
  }

  boolean has(String name) {
    return configurations.containsKey(configuration(name).key());
  }

  /// The policy that wrote a configuration.
  ManagedBy manager(String name) {
    return Objects.requireNonNull(state(name).managedBy(), name);
  }
}
