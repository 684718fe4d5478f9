package io.fairlead.session.identity;

import io.fairlead.contract.id.ResourceId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A cluster's id and its key.
public final class AgentIdentity {
  private final ResourceId cluster;
  private final PrivateKey privateKey;
  private final @Nullable PublicKey publicKey;

  private AgentIdentity(ResourceId cluster, PrivateKey privateKey, @Nullable PublicKey publicKey) {
    this.cluster = cluster;
    this.privateKey = privateKey;
    this.publicKey = publicKey;
    KeyAlgorithm.signatureOf(privateKey);
  }

  /// An identity that is kept nowhere.
  public static AgentIdentity of(ResourceId cluster, KeyPair keys) {
    return new AgentIdentity(cluster, keys.getPrivate(), keys.getPublic());
  }

  /// Reads the key from a PEM file: PKCS#8 (`BEGIN PRIVATE KEY`), optionally followed by the public
  /// half (`BEGIN PUBLIC KEY`).
  ///
  /// @throws IdentityException when the file cannot be read, is open to others than its owner, or
  ///     holds no usable key
  public static AgentIdentity read(ResourceId cluster, Path keyFile) {
    KeyFile.Keys keys = KeyFile.read(keyFile);
    return new AgentIdentity(cluster, keys.privateKey(), keys.publicKey());
  }

  /// Reads the key, or makes one of that kind and keeps it in the file, for its owner alone.
  ///
  /// @throws IdentityException as [#read], or when the file cannot be written
  public static AgentIdentity readOrGenerate(
      ResourceId cluster, Path keyFile, KeyAlgorithm algorithm) {
    if (!Files.exists(keyFile)) {
      KeyFile.write(keyFile, algorithm.generate());
    }
    return read(cluster, keyFile);
  }

  /// The cluster's id.
  public ResourceId cluster() {
    return cluster;
  }

  /// What to register as the cluster's `agentPublicKeyCertificate`: the public half (X.509
  /// SubjectPublicKeyInfo) in base64. Empty when the file had the private half alone and the public
  /// one does not follow from it.
  public Optional<String> registration() {
    return Optional.ofNullable(publicKey)
        .map(key -> Base64.getEncoder().encodeToString(key.getEncoded()));
  }

  /// Opens what is sealed to the key.
  public SettingsOpener opener() {
    return new SettingsOpener(privateKey, publicKey);
  }

  PrivateKey privateKey() {
    return privateKey;
  }

  @Override
  public String toString() {
    return "AgentIdentity[" + cluster + ", " + privateKey.getAlgorithm() + "]";
  }
}
