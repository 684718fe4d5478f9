package io.fairlead.agent.ssh;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// The format of OpenSSH for private keys (`PROTOCOL.key` of OpenSSH).
final class OpenSshPrivateKey {
  static final String LABEL = "OPENSSH PRIVATE KEY";

  private static final byte[] MAGIC = "openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII);
  private static final String NONE = "none";

  /// The private part is padded to whole blocks, of 8 bytes where there is no cipher.
  private static final int BLOCK = 8;

  private OpenSshPrivateKey() {}

  /// The text of an unencrypted key.
  ///
  /// @param check any number; it is there twice to tell a wrong passphrase from a right one
  static String text(Ed25519 pair, String comment, int check) {
    byte[] secret =
        new SshWriter()
            .uint32(check)
            .uint32(check)
            .string(Ed25519.NAME)
            .string(pair.publicKey())
            .string(new SshWriter().raw(pair.seed()).raw(pair.publicKey()).toBytes())
            .string(comment)
            .toBytes();
    return Pem.text(
        LABEL,
        new SshWriter()
            .raw(MAGIC)
            .string(NONE)
            .string(NONE)
            .string("")
            .uint32(1)
            .string(pair.publicBlob())
            .string(padded(secret))
            .toBytes());
  }

  private static byte[] padded(byte[] secret) {
    byte[] padded = Arrays.copyOf(secret, (secret.length + BLOCK - 1) / BLOCK * BLOCK);
    for (int i = secret.length; i < padded.length; i++) {
      padded[i] = (byte) (i - secret.length + 1);
    }
    return padded;
  }

  /// The public key as SSH sends it; empty when the key is encrypted. (The public half is not, but
  /// nobody can use a key whose passphrase they do not have.)
  ///
  /// @throws MalformedKeyException when the bytes are no such key, or several keys
  static Optional<byte[]> publicBlob(byte[] bytes) {
    SshReader in = new SshReader(bytes);
    if (!Arrays.equals(in.raw(MAGIC.length), MAGIC)) {
      throw new MalformedKeyException("the key is in no format of OpenSSH");
    }
    String cipher = in.text();
    in.string();
    in.string();
    if (in.uint32() != 1) {
      throw new MalformedKeyException("there are several keys");
    }
    byte[] blob = in.string();
    return cipher.equals(NONE) ? Optional.of(blob) : Optional.empty();
  }
}
