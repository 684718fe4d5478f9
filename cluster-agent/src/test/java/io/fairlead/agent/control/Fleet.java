package io.fairlead.agent.control;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fairlead.agent.object.ManagedKind;
import io.fairlead.agent.record.FluxConfig;
import io.fairlead.agent.record.RecordNames;
import io.fairlead.session.desired.HeldConfiguration;
import java.util.Optional;

/// Many small configurations in one namespace. They are suspended, so that the agent is done with
/// one as soon as its objects are there, without Flux.
record Fleet(Seen seen, String namespace) {
  /// A first state of one.
  HeldConfiguration one(String name, int interval) {
    return AgentUnderTest.wanted(AgentUnderTest.flux(name), properties(interval));
  }

  String properties(int interval) {
    return """
    {'scope':'namespace','namespace':'%s','sourceKind':'GitRepository','suspend':true,
     'gitRepository':{'url':'https://git.example.com/fleet','repositoryRef':{'branch':'main'},
                      'timeoutInSeconds':600,'syncIntervalInSeconds':%d},
     'kustomizations':{'apps':{'path':'./apps','prune':true,'force':false,'wait':true,
                               'timeoutInSeconds':600,'syncIntervalInSeconds':600}}}"""
        .formatted(namespace, interval);
  }

  /// How often its source is looked at, as its object says; empty where it has none.
  Optional<String> interval(String name) {
    return Optional.ofNullable(seen.object(ManagedKind.GitRepository, namespace, name).get())
        .map(
            object ->
                seen.client()
                    .getKubernetesSerialization()
                    .convertValue(object, JsonNode.class)
                    .at("/spec/interval")
                    .asText());
  }

  /// Watches the kustomizations.
  SharedIndexInformer<GenericKubernetesResource> inform(
      ResourceEventHandler<GenericKubernetesResource> handler) {
    return seen.client()
        .genericKubernetesResources(
            ManagedKind.Kustomization.apiVersion("v1"), ManagedKind.Kustomization.name())
        .inNamespace(namespace)
        .inform(handler);
  }

  /// The record of one.
  FluxConfig record(String records, String name) {
    return seen.client()
        .resources(FluxConfig.class)
        .inNamespace(records)
        .withName(RecordNames.of(AgentUnderTest.flux(name)))
        .require();
  }

  /// Whether it has both of its objects, with that interval.
  boolean isThere(String name, String interval) {
    return interval(name).filter(interval::equals).isPresent()
        && seen.exists(ManagedKind.Kustomization, namespace, name + "-apps");
  }

  /// Whether it has none of them.
  boolean isGone(String name) {
    return interval(name).isEmpty()
        && !seen.exists(ManagedKind.Kustomization, namespace, name + "-apps");
  }
}
