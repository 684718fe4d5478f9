package io.fairlead.session.identity;

import io.fairlead.contract.secret.SettingSeal;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAPrivateKey;
import java.util.Map;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwe.JsonWebEncryption;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/// Opens settings that are sealed to a cluster's key, each in its place alone. Thread-safe.
public final class SettingsOpener {
  private static final AlgorithmConstraints KEY_ALGORITHMS =
      new AlgorithmConstraints(ConstraintType.PERMIT, SettingSeal.KEY_ALGORITHM);
  private static final AlgorithmConstraints CONTENT_ALGORITHMS =
      new AlgorithmConstraints(ConstraintType.PERMIT, SettingSeal.CONTENT_ALGORITHM);

  private final PrivateKey privateKey;
  private final @Nullable PublicKey publicKey;

  SettingsOpener(PrivateKey privateKey, @Nullable PublicKey publicKey) {
    this.privateKey = privateKey;
    this.publicKey = publicKey;
  }

  /// Opens one.
  ///
  /// @param seal the place where it was found
  /// @param jwe in compact form
  /// @return the value
  /// @throws SealException when it is of another key or another place, or was tampered with
  public byte[] open(SettingSeal seal, String jwe) throws SealException {
    if (!(privateKey instanceof RSAPrivateKey)) {
      throw new SealException(
          "the cluster's key is %s; only RSA keys open sealed settings"
              .formatted(privateKey.getAlgorithm()));
    }
    try {
      JsonWebEncryption found = new JsonWebEncryption();
      found.setAlgorithmConstraints(KEY_ALGORITHMS);
      found.setContentEncryptionAlgorithmConstraints(CONTENT_ALGORITHMS);
      found.setCompactSerialization(jwe);
      requireKey(found.getKeyIdHeaderValue());
      for (Map.Entry<String, String> bound : seal.header().entrySet()) {
        if (!bound.getValue().equals(found.getHeader(bound.getKey()))) {
          throw new SealException("it was sealed for another place");
        }
      }
      found.setKey(privateKey);
      return found.getPlaintextBytes();
    } catch (JoseException e) {
      // Without the cause, whose message may quote what was sealed.
      throw new SealException("it cannot be opened: " + e.getClass().getSimpleName());
    }
  }

  private void requireKey(@Nullable String thumbprint) throws SealException {
    PublicKey own = publicKey;
    if (own != null && !SettingSeal.thumbprint(own).equals(thumbprint)) {
      throw new SealException("it was sealed to another key than the cluster's");
    }
  }
}
