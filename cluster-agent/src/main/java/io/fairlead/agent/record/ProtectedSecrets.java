package io.fairlead.agent.record;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fairlead.agent.cluster.Labels;
import io.fairlead.agent.cluster.ServerSideApply;
import io.fairlead.agent.object.Configuration;
import io.fairlead.agent.object.ProtectedValues;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The protected settings of configurations, each in a Secret `RECORD-protected` beside its record.
/// What a change brings is staged when the change is judged, and stored before the record that
/// names it: a record is acknowledged only when its settings are in the cluster. Thread-safe.
public final class ProtectedSecrets {
  private final KubernetesClient client;
  private final String namespace;
  private final Patience patience;
  private final Map<String, Staged> staged = new ConcurrentHashMap<>();

  /// What is to be stored with the next state of a record.
  private record Staged(Configuration configuration, ProtectedValues values) {}

  /// @param namespace where the records are
  ProtectedSecrets(KubernetesClient client, String namespace, Patience patience) {
    this.client = client;
    this.namespace = namespace;
    this.patience = patience;
  }

  /// The name of the Secret of a record.
  public static String name(String record) {
    return record + "-protected";
  }

  /// What the cluster has for this incarnation of a configuration. Asks the cluster.
  ///
  /// @throws io.fabric8.kubernetes.client.KubernetesClientException when it does not answer
  public ProtectedValues held(Configuration configuration) {
    Secret[] found = new Secret[1];
    patience.soon(
        () ->
            found[0] =
                client
                    .secrets()
                    .inNamespace(namespace)
                    .withName(name(configuration.record()))
                    .get());
    String incarnation = configuration.version().uid().toString();
    return Optional.ofNullable(found[0])
        .filter(
            secret ->
                incarnation.equals(
                    Objects.requireNonNullElse(
                            secret.getMetadata().getLabels(), Map.<String, String>of())
                        .get(Labels.INCARNATION)))
        .map(secret -> ProtectedValues.ofData(secret.getData()))
        .orElse(ProtectedValues.NONE);
  }

  /// Keeps them until the state that they belong to is stored.
  public void stage(Configuration configuration, ProtectedValues values) {
    staged.put(configuration.record(), new Staged(configuration, values));
  }

  /// Forgets what was staged for a record.
  public void unstage(String record) {
    staged.remove(record);
  }

  /// Stores what was staged for this state, if anything was.
  void store(String record, RecordSpec spec) {
    Staged next = staged.get(record);
    if (next == null || !next.values().versions().equals(spec.protectedSettings())) {
      return;
    }
    Secret secret =
        new SecretBuilder()
            .withNewMetadata()
            .withName(name(record))
            .withNamespace(namespace)
            .withLabels(Labels.of(next.configuration()))
            .endMetadata()
            .withType("Opaque")
            .withData(next.values().data())
            .build();
    var _ = client.resource(secret).patch(ServerSideApply.byAgent());
    staged.remove(record, next);
  }
}
