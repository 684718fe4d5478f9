package io.fairlead.contract.key;

import java.security.PublicKey;

/// What became of an `agentPublicKeyCertificate`.
public sealed interface ParsedPublicKey {
  /// It holds a key that this system trusts to sign.
  ///
  /// @param key RSA of 2048 to 8192 bits, EC on P-256, P-384 or P-521, or Ed25519
  record Accepted(PublicKey key) implements ParsedPublicKey {}

  /// It does not.
  ///
  /// @param problem what is wrong, as the end of the sentence "The value …"; never a part of the
  ///     value
  record Refused(String problem) implements ParsedPublicKey {}
}
