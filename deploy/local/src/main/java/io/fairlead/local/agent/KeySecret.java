package io.fairlead.local.agent;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.embedded.OwnerOnly;
import io.fairlead.embedded.StartException;
import io.fairlead.session.identity.AgentIdentity;
import io.fairlead.session.identity.IdentityException;
import io.fairlead.session.identity.KeyAlgorithm;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A cluster's key, kept as a Secret in the cluster itself: whoever runs its agent, and wherever,
/// finds the same one.
final class KeySecret {
  /// The Secret's name.
  static final String NAME = "fairlead-agent-key";

  /// The key's name in the Secret.
  static final String ENTRY = "key.pem";

  private static final Map<String, String> LABELS =
      Map.of("app.kubernetes.io/part-of", "fairlead", "app.kubernetes.io/managed-by", "fairlead");

  private final KubernetesClient client;
  private final String namespace;

  KeySecret(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  /// A key that is in the cluster and, for its owner alone, in the file.
  ///
  /// @param identity the cluster with its key
  /// @param made whether the key is new
  record Kept(AgentIdentity identity, boolean made) {}

  /// Writes the cluster's key to the file; makes one where the cluster has none, and the namespace
  /// where it is missing.
  ///
  /// @param file replaced when it is there
  /// @throws KubernetesClientException when the cluster refuses or does not answer
  /// @throws StartException when the Secret holds no usable key, or the file cannot be written
  Kept keep(ResourceId cluster, Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.deleteIfExists(file);
      Secret known = find();
      if (known != null) {
        return new Kept(read(cluster, file, known), false);
      }
      return make(cluster, file);
    } catch (IOException e) {
      throw new StartException("cannot write the cluster's key to " + file + ": " + e, e);
    } catch (IdentityException e) {
      throw new StartException(this + " holds no usable key: " + e.getMessage(), e);
    }
  }

  private Kept make(ResourceId cluster, Path file) throws IOException {
    AgentIdentity identity = AgentIdentity.readOrGenerate(cluster, file, KeyAlgorithm.RSA_3072);
    requireNamespace();
    try {
      client.secrets().inNamespace(namespace).resource(secret(Files.readAllBytes(file))).create();
      return new Kept(identity, true);
    } catch (KubernetesClientException e) {
      @Nullable Secret others = e.getCode() == HttpURLConnection.HTTP_CONFLICT ? find() : null;
      if (others == null) {
        throw e;
      }
      // Somebody else was quicker, whose key it is now.
      return new Kept(read(cluster, file, others), false);
    }
  }

  private @Nullable Secret find() {
    return client.secrets().inNamespace(namespace).withName(NAME).get();
  }

  private AgentIdentity read(ResourceId cluster, Path file, Secret secret) throws IOException {
    @Nullable Map<String, String> data = secret.getData();
    @Nullable String encoded = data == null ? null : data.get(ENTRY);
    if (encoded == null) {
      throw new StartException(
          this
              + " has no "
              + ENTRY
              + ": add one (PEM, PKCS#8), or delete the Secret for a new key");
    }
    OwnerOnly.write(file, new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8));
    AgentIdentity identity = AgentIdentity.read(cluster, file);
    if (identity.registration().isEmpty()) {
      throw new StartException(
          this + " holds the private half alone: add the public one (-----BEGIN PUBLIC KEY-----)");
    }
    return identity;
  }

  private Secret secret(byte[] pem) {
    return new SecretBuilder()
        .withNewMetadata()
        .withNamespace(namespace)
        .withName(NAME)
        .withLabels(LABELS)
        .endMetadata()
        .withType("Opaque")
        .addToData(ENTRY, Base64.getEncoder().encodeToString(pem))
        .build();
  }

  private void requireNamespace() {
    if (client.namespaces().withName(namespace).get() != null) {
      return;
    }
    try {
      client
          .resource(
              new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
          .create();
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        throw e;
      }
    }
  }

  /// For people: which Secret.
  @Override
  public String toString() {
    return "Secret " + namespace + "/" + NAME;
  }
}
