package io.fairlead.agent.object;

/// A pair of SSH keys.
///
/// @param privateKey in the format of OpenSSH (`-----BEGIN OPENSSH PRIVATE KEY-----`), with a line
///     break at the end. Never to be logged
/// @param publicKey one line, as in `authorized_keys`, without a line break
public record SshKeyPair(String privateKey, String publicKey) {
  /// Says the public half only.
  @Override
  public String toString() {
    return publicKey;
  }
}
