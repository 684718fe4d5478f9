package io.fairlead.store.secret;

import io.fairlead.contract.key.AgentPublicKey;
import io.fairlead.contract.key.ParsedPublicKey;
import io.fairlead.contract.secret.SettingSeal;
import io.fairlead.store.SettingsRefusedException;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;

/// The key of a cluster to which settings are sealed.
///
/// @param key the public half
/// @param thumbprint its name, as [SettingSeal#thumbprint] has it
public record SealingKey(RSAPublicKey key, String thumbprint) {
  private static final String PROPERTY = "properties.agentPublicKeyCertificate";

  /// Reads the `agentPublicKeyCertificate` of a cluster.
  ///
  /// @throws SettingsRefusedException when nothing can be sealed to it
  public static SealingKey of(String certificate) {
    return switch (AgentPublicKey.parse(certificate)) {
      case ParsedPublicKey.Accepted(RSAPublicKey rsa) ->
          new SealingKey(rsa, SettingSeal.thumbprint(rsa));
      case ParsedPublicKey.Accepted(PublicKey other) ->
          throw refused("holds a key of the kind %s".formatted(other.getAlgorithm()));
      case ParsedPublicKey.Refused(String problem) -> throw refused(problem);
    };
  }

  private static SettingsRefusedException refused(String problem) {
    return new SettingsRefusedException(
        PROPERTY,
        ("Protected settings are sealed to the key of their cluster, whose '%s' %s; sealing takes an"
                + " RSA key of 2048 to 8192 bits. Nothing was changed.")
            .formatted(PROPERTY, problem));
  }
}
