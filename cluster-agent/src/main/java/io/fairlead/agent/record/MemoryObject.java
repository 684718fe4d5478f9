package io.fairlead.agent.record;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fairlead.agent.cluster.Labels;
import io.fairlead.agent.cluster.ServerSideApply;
import io.fairlead.contract.json.Json;
import io.fairlead.contract.json.UnreadableJsonException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/// The object in which the session's memory is kept: the ConfigMap `fairlead-session`.
final class MemoryObject {
  static final String NAME = "fairlead-session";

  private static final Logger LOG = Logger.getLogger(MemoryObject.class);

  private static final String MEMORY = "memory.json";
  private static final String CONFIRMATION = "confirm-removals";

  private final KubernetesClient client;
  private final String namespace;

  MemoryObject(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  /// What is remembered; the empty memory where nothing is, or what somebody else wrote. To have
  /// forgotten is safe: the next session is one of an unknown epoch, so its removals are held back.
  SessionMemory read() {
    return data()
        .map(data -> data.get(MEMORY))
        .map(MemoryObject::understood)
        .orElse(SessionMemory.EMPTY);
  }

  private static SessionMemory understood(String json) {
    try {
      return Json.read(json.getBytes(StandardCharsets.UTF_8), SessionMemory.class);
    } catch (UnreadableJsonException e) {
      LOG.warnf("memory=damaged name=%s effect=forgotten reason=\"%s\"", NAME, e.getMessage());
      return SessionMemory.EMPTY;
    }
  }

  void write(SessionMemory memory) {
    ConfigMap object =
        new ConfigMapBuilder()
            .withNewMetadata()
            .withName(NAME)
            .withNamespace(namespace)
            .withLabels(Labels.shared())
            .endMetadata()
            .addToData(MEMORY, new String(Json.write(memory), StandardCharsets.UTF_8))
            .build();
    var _ = client.resource(object).patch(ServerSideApply.byAgent());
  }

  /// What an operator wrote to confirm removals that are held back, taken away with that; empty
  /// when nothing is there.
  Optional<String> takeConfirmation() {
    Optional<String> confirmation = data().map(data -> data.get(CONFIRMATION));
    confirmation.ifPresent(
        word -> {
          var _ =
              client
                  .configMaps()
                  .inNamespace(namespace)
                  .withName(NAME)
                  .patch(
                      PatchContext.of(PatchType.JSON),
                      "[{\"op\":\"remove\",\"path\":\"/data/" + CONFIRMATION + "\"}]");
        });
    return confirmation;
  }

  private Optional<Map<String, String>> data() {
    return Optional.ofNullable(client.configMaps().inNamespace(namespace).withName(NAME).get())
        .map(ConfigMap::getData);
  }
}
