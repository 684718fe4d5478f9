package io.fairlead.agent.ssh;

import io.fairlead.agent.object.SshKeyPair;
import java.security.SecureRandom;
import java.util.Base64;

/// Makes Ed25519 pairs of SSH keys. Thread-safe.
public final class Ed25519Keys {
  private final SecureRandom random;

  public Ed25519Keys(SecureRandom random) {
    this.random = random;
  }

  /// A new pair, the private half unencrypted.
  ///
  /// @param comment stands behind the public key, for people; on one line; empty for none
  /// @throws IllegalArgumentException when the comment has control characters in it
  public SshKeyPair generate(String comment) {
    if (comment.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("a key's comment is one line without control characters");
    }
    Ed25519 pair = Ed25519.generate(random);
    return new SshKeyPair(
        OpenSshPrivateKey.text(pair, comment, random.nextInt()),
        (Ed25519.NAME + " " + Base64.getEncoder().encodeToString(pair.publicBlob()) + " " + comment)
            .strip());
  }
}
