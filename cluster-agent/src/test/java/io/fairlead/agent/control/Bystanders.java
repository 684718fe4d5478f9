package io.fairlead.agent.control;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fairlead.agent.cluster.Labels;
import io.fairlead.contract.id.ResourceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Objects that somebody else made beside those of the agent, some of them with the agent's labels:
/// as a template that was copied, or all of the labels of a configuration.
final class Bystanders {
  private static final List<String> BODIES =
      List.of(
          "{'apiVersion':'v1','kind':'Secret','metadata':%s,'data':{'x':'eA=='}}",
          "{'apiVersion':'source.toolkit.fluxcd.io/v1','kind':'GitRepository','metadata':%s,"
              + "'spec':{'url':'https://example.com/x','interval':'1m0s','suspend':true}}",
          "{'apiVersion':'apps/v1','kind':'Deployment','metadata':%s,"
              + "'spec':{'selector':{'matchLabels':{'a':'b'}},'template':{"
              + "'metadata':{'labels':{'a':'b'}},'spec':{'containers':[{'name':'x','image':'x'}]}}}}",
          "{'apiVersion':'rbac.authorization.k8s.io/v1','kind':'RoleBinding','metadata':%s,"
              + "'roleRef':{'apiGroup':'rbac.authorization.k8s.io','kind':'ClusterRole',"
              + "'name':'view'}}");

  private final KubernetesClient client;
  private final List<HasMetadata> objects;

  private Bystanders(KubernetesClient client, List<HasMetadata> objects) {
    this.client = client;
    this.objects = objects;
  }

  /// Makes them.
  ///
  /// @param id the configuration whose labels some have
  static Bystanders in(KubernetesClient client, String namespace, ResourceId id) {
    Map<String, String> labels =
        Map.of(
            "plain", "{}",
            "managed", "{'app.kubernetes.io/managed-by':'fairlead'}",
            "labelled",
                "{'app.kubernetes.io/managed-by':'fairlead','%s':'%s'}"
                    .formatted(Labels.CONFIGURATION, AgentUnderTest.record(id)));
    List<HasMetadata> objects = new ArrayList<>();
    labels.forEach(
        (name, written) ->
            BODIES.forEach(
                body ->
                    objects.add(
                        client
                            .resource(
                                body.formatted(
                                        "{'name':'%s','namespace':'%s','labels':%s,'finalizers':[%s]}"
                                            .formatted(name, namespace, written, finalizer(body)))
                                    .replace('\'', '"'))
                            .create())));
    return new Bystanders(client, objects);
  }

  /// What Flux's controllers would add else, which would look like a touch.
  private static String finalizer(String body) {
    return body.contains("toolkit.fluxcd.io") ? "'finalizers.fluxcd.io'" : "";
  }

  /// What versions they had when they were made.
  Map<String, String> versionsAtFirst() {
    return versions(objects);
  }

  /// What versions they have; those that are gone are left out.
  Map<String, String> versions() {
    List<HasMetadata> there = new ArrayList<>();
    objects.forEach(
        object -> {
          HasMetadata now = client.resource(object).get();
          if (now != null) {
            there.add(now);
          }
        });
    return versions(there);
  }

  private static Map<String, String> versions(List<HasMetadata> objects) {
    Map<String, String> versions = new TreeMap<>();
    objects.forEach(
        object ->
            versions.put(
                object.getKind() + " " + object.getMetadata().getName(),
                object.getMetadata().getResourceVersion()));
    return versions;
  }
}
