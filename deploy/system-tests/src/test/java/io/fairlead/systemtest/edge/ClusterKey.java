package io.fairlead.systemtest.edge;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.json.Json;
import io.fairlead.contract.protocol.ProtocolLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import java.util.UUID;

/// A cluster's key pair, and tokens made with it by the letter of the protocol's description.
public final class ClusterKey {
  private static final int LIFE_SECONDS = 120;
  private static final Set<PosixFilePermission> OWNER_ALONE =
      PosixFilePermissions.fromString("rw-------");

  /// How tokens are signed, as JOSE and as Java name it.
  private enum Signing {
    ED25519("EdDSA", "Ed25519"),
    RSA("RS256", "SHA256withRSA");

    private final String jose;
    private final String java;

    Signing(String jose, String java) {
      this.jose = jose;
      this.java = java;
    }
  }

  private final KeyPair pair;
  private final Signing signing;
  private final Duration ahead;

  private ClusterKey(KeyPair pair, Signing signing, Duration ahead) {
    this.pair = pair;
    this.signing = signing;
    this.ahead = ahead;
  }

  /// A new Ed25519 pair.
  public static ClusterKey create() {
    try {
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      return new ClusterKey(pair, Signing.ED25519, Duration.ZERO);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has Ed25519", e);
    }
  }

  /// A new RSA pair, to which protected settings can be sealed.
  public static ClusterKey sealable() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return new ClusterKey(generator.generateKeyPair(), Signing.RSA, Duration.ZERO);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has RSA", e);
    }
  }

  /// The same pair, whose tokens are of a time ahead of this machine's.
  public ClusterKey ahead(Duration time) {
    return new ClusterKey(pair, signing, time);
  }

  /// Both halves.
  public KeyPair pair() {
    return pair;
  }

  /// What the cluster is registered with.
  public String registered() {
    return Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
  }

  /// Writes the private half to a file as an agent reads it, for its owner alone.
  Path writeTo(Path file) throws IOException {
    String pem =
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
            + "\n-----END PRIVATE KEY-----\n";
    Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ALONE));
    return Files.writeString(file, pem);
  }

  /// A token for one connection, valid from now on for two minutes.
  String token(ResourceId cluster) {
    ObjectNode claims = JsonNodeFactory.instance.objectNode();
    Instant now = Instant.now().plus(ahead);
    claims.put("iss", cluster.toString()).put("sub", cluster.toString());
    claims.put("aud", ProtocolLimits.AUDIENCE).put("jti", UUID.randomUUID().toString());
    claims.put("exp", now.getEpochSecond() + LIFE_SECONDS);
    String header = "{\"alg\":\"%s\",\"typ\":\"JWT\"}".formatted(signing.jose);
    String head = encode(header.getBytes(StandardCharsets.UTF_8));
    String signed = head + "." + encode(Json.write(claims));
    try {
      Signature signature = Signature.getInstance(signing.java);
      signature.initSign(pair.getPrivate());
      signature.update(signed.getBytes(StandardCharsets.US_ASCII));
      return signed + "." + encode(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + signing.java, e);
    }
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
