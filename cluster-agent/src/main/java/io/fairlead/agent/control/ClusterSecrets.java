package io.fairlead.agent.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.agent.cluster.Applier;
import io.fairlead.agent.cluster.Labels;
import io.fairlead.agent.cluster.ManagedObjects;
import io.fairlead.agent.object.Configuration;
import io.fairlead.agent.object.DesiredObject;
import io.fairlead.agent.object.Inputs;
import io.fairlead.agent.object.ManagedKind;
import io.fairlead.agent.object.ObjectRef;
import io.fairlead.agent.object.ObservedObject;
import io.fairlead.agent.object.ProtectedValues;
import io.fairlead.agent.object.SshKeyPair;
import io.fairlead.agent.record.ProtectedSecrets;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;

/// The secrets of configurations, each in the agent's own namespace: `RECORD-key`, the pair of SSH
/// keys made in the cluster, once in the life of a configuration; and `RECORD-protected`, the
/// protected settings. Thread-safe.
final class ClusterSecrets {
  private static final String PRIVATE = "identity";
  private static final String PUBLIC = "identity.pub";

  private final ManagedObjects objects;
  private final Applier applier;
  private final String namespace;
  private final Function<String, SshKeyPair> generator;

  /// By record, while there is one: the watch is behind what was just made.
  private final Map<String, Pair> pairs = new ConcurrentHashMap<>();

  /// The key of one life of a configuration.
  private record Pair(UUID incarnation, SshKeyPair keys) {}

  /// @param namespace the agent's own
  /// @param generator makes a pair with that comment
  ClusterSecrets(
      ManagedObjects objects,
      Applier applier,
      String namespace,
      Function<String, SshKeyPair> generator) {
    this.objects = objects;
    this.applier = applier;
    this.namespace = namespace;
    this.generator = generator;
  }

  /// What the cluster has for a configuration; makes the key where one is needed.
  ///
  /// @throws SettingsLostException when it lacks protected settings that belong to it
  Inputs of(Configuration configuration, ConfigurationType type) {
    Map<String, String> settings = settings(configuration);
    Inputs withoutKey = new Inputs(settings, null);
    return type.needsKey(configuration, withoutKey)
        ? new Inputs(settings, key(configuration))
        : withoutKey;
  }

  private Map<String, String> settings(Configuration configuration) {
    Map<String, Long> wanted = configuration.protectedSettings();
    if (wanted == null) {
      return Map.of();
    }
    ObjectRef ref = secret(ProtectedSecrets.name(configuration.record()));
    ProtectedValues values = values(objects.find(ref), configuration);
    if (!hasAll(values, wanted)) {
      // The watch may be behind what was stored with the record.
      values = values(objects.ask(ref), configuration);
    }
    for (Map.Entry<String, Long> setting : new TreeMap<>(wanted).entrySet()) {
      if (!values.has(setting.getKey(), setting.getValue())) {
        throw new SettingsLostException(
            "ProtectedSettingsLost: the protected setting '%s' is no longer in the cluster; it has to be sent again."
                .formatted(setting.getKey()));
      }
    }
    Map<String, String> texts = new HashMap<>(values.texts());
    texts.keySet().retainAll(wanted.keySet());
    return texts;
  }

  private static boolean hasAll(ProtectedValues values, Map<String, Long> wanted) {
    return wanted.entrySet().stream()
        .allMatch(setting -> values.has(setting.getKey(), setting.getValue()));
  }

  private static ProtectedValues values(
      Optional<ObservedObject> secret, Configuration configuration) {
    Map<String, String> data = new HashMap<>();
    secret
        .filter(found -> isOf(found, configuration))
        .ifPresent(
            found ->
                found
                    .body()
                    .path("data")
                    .properties()
                    .forEach(entry -> data.put(entry.getKey(), entry.getValue().asText())));
    return ProtectedValues.ofData(data);
  }

  /// Whether an object of that configuration is one of those.
  boolean keeps(ObservedObject object, Configuration configuration) {
    return namespace.equals(object.ref().namespace())
        && object.ref().kind() == ManagedKind.Secret
        && (object.ref().name().equals(configuration.record() + "-key")
            || (configuration.protectedSettings() != null
                && object.ref().name().equals(ProtectedSecrets.name(configuration.record()))));
  }

  private SshKeyPair key(Configuration configuration) {
    ObjectRef ref = secret(configuration.record() + "-key");
    UUID incarnation = configuration.version().uid();
    SshKeyPair pair =
        pairs
            .compute(
                configuration.record(),
                (record, known) ->
                    known != null && known.incarnation().equals(incarnation)
                        ? known
                        : new Pair(incarnation, found(ref, configuration)))
            .keys();
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("type", "Opaque");
    body.putObject("data")
        .put(PRIVATE, encoded(pair.privateKey()))
        .put(PUBLIC, encoded(pair.publicKey()));
    var _ = applier.bring(new DesiredObject(ref, body), Labels.of(configuration));
    return pair;
  }

  private SshKeyPair found(ObjectRef ref, Configuration configuration) {
    return objects
        .find(ref)
        // Somebody may have taken its labels off while nobody looked.
        .or(() -> objects.ask(ref))
        .filter(secret -> isOf(secret, configuration))
        .flatMap(ClusterSecrets::pair)
        .orElseGet(() -> generator.apply("fairlead " + configuration.name()));
  }

  /// A record's configuration is gone, with its key.
  void forget(String record) {
    pairs.remove(record);
  }

  private ObjectRef secret(String name) {
    return new ObjectRef(ManagedKind.Secret, namespace, name);
  }

  /// A label that was taken off says nothing; one of another life does.
  private static boolean isOf(ObservedObject object, Configuration configuration) {
    Map<String, String> labels = Labels.of(configuration);
    return Stream.of(Labels.CONFIGURATION, Labels.INCARNATION)
        .allMatch(
            name -> object.label(name).isEmpty() || object.label(name).equals(labels.get(name)));
  }

  private static Optional<SshKeyPair> pair(ObservedObject secret) {
    Map<String, String> data = decoded(secret);
    String privateKey = data.get(PRIVATE);
    String publicKey = data.get(PUBLIC);
    return privateKey == null || publicKey == null
        ? Optional.empty()
        : Optional.of(new SshKeyPair(privateKey, publicKey));
  }

  private static Map<String, String> decoded(ObservedObject secret) {
    Map<String, String> decoded = new HashMap<>();
    for (Map.Entry<String, JsonNode> entry : secret.body().path("data").properties()) {
      decoded.put(
          entry.getKey(),
          new String(
              Base64.getDecoder().decode(entry.getValue().asText()), StandardCharsets.UTF_8));
    }
    return decoded;
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
