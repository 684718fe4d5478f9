package io.fairlead.agent.ssh;

import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/// The public halves of private keys that users bring.
public final class PublicKeys {
  private static final Set<String> KINDS =
      Set.of(
          "ssh-ed25519",
          "ssh-rsa",
          "ssh-dss",
          "ecdsa-sha2-nistp256",
          "ecdsa-sha2-nistp384",
          "ecdsa-sha2-nistp521");

  private PublicKeys() {}

  /// The public key of a private one, on one line as in `authorized_keys`, without a comment.
  ///
  /// Known are the format of OpenSSH, PKCS#8 (RSA, EC, Ed25519), PKCS#1 and SEC 1.
  ///
  /// @param privateKeyPem the text of a key file; the first private key in it counts
  /// @return empty when the key is encrypted, of another kind, without its public half where that
  ///     does not follow from the private one (EC), or damaged
  public static Optional<String> of(String privateKeyPem) {
    try {
      return Pem.firstOf(privateKeyPem)
          .filter(pem -> !pem.isEncrypted())
          .flatMap(PublicKeys::blob)
          .flatMap(PublicKeys::line);
    } catch (MalformedKeyException e) {
      // Whether the key can be used is for Git to find out and to say; here it has no public half.
      return Optional.empty();
    }
  }

  private static Optional<byte[]> blob(Pem pem) {
    return switch (pem.label()) {
      case OpenSshPrivateKey.LABEL -> OpenSshPrivateKey.publicBlob(pem.bytes());
      case "PRIVATE KEY" -> DerPrivateKey.pkcs8(pem.bytes());
      case "RSA PRIVATE KEY" -> Optional.of(DerPrivateKey.pkcs1(pem.bytes()));
      case "EC PRIVATE KEY" -> DerPrivateKey.sec1(pem.bytes());
      default -> Optional.empty();
    };
  }

  private static Optional<String> line(byte[] blob) {
    String kind = new SshReader(blob).text();
    return KINDS.contains(kind)
        ? Optional.of(kind + " " + Base64.getEncoder().encodeToString(blob))
        : Optional.empty();
  }
}
