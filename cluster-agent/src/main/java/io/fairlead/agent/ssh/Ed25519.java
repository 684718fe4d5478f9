package io.fairlead.agent.ssh;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;

/// An Ed25519 pair as SSH has it (RFC 8032, RFC 8709).
final class Ed25519 {
  static final String NAME = "ssh-ed25519";
  static final int BYTES = 32;

  private final byte[] seed;
  private final byte[] publicKey;

  private Ed25519(byte[] seed, byte[] publicKey) {
    this.seed = seed;
    this.publicKey = publicKey;
  }

  /// A new pair.
  static Ed25519 generate(SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
      generator.initialize(NamedParameterSpec.ED25519, random);
      KeyPair pair = generator.generateKeyPair();
      byte[] seed =
          ((EdECPrivateKey) pair.getPrivate())
              .getBytes()
              .orElseThrow(() -> new IllegalStateException("the JDK keeps its Ed25519 keys"));
      return new Ed25519(seed, encoded(((EdECPublicKey) pair.getPublic()).getPoint()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has Ed25519", e);
    }
  }

  /// The pair of a private key. The JDK makes public halves only of keys that it generates, so it
  /// is given this one as its randomness, and checked to have taken it.
  ///
  /// @param seed 32 bytes
  /// @throws MalformedKeyException when it is not of that length
  static Ed25519 of(byte[] seed) {
    if (seed.length != BYTES) {
      throw new MalformedKeyException("an Ed25519 key has 32 bytes");
    }
    Ed25519 pair = generate(new Given(seed));
    if (!Arrays.equals(pair.seed, seed)) {
      throw new IllegalStateException("the JDK makes an Ed25519 key of other bytes than expected");
    }
    return pair;
  }

  /// The private key: 32 bytes.
  byte[] seed() {
    return seed.clone();
  }

  /// The public key: 32 bytes.
  byte[] publicKey() {
    return publicKey.clone();
  }

  /// The public key as SSH sends it.
  byte[] publicBlob() {
    return new SshWriter().string(NAME).string(publicKey).toBytes();
  }

  /// The y coordinate, lowest byte first, with the sign of x in the highest bit.
  private static byte[] encoded(EdECPoint point) {
    BigInteger number = point.isXOdd() ? point.getY().setBit(BYTES * 8 - 1) : point.getY();
    byte[] bytes = new byte[BYTES];
    for (int i = 0; i < BYTES; i++) {
      bytes[i] = number.shiftRight(i * 8).byteValue();
    }
    return bytes;
  }

  /// Says the same bytes each time.
  private static final class Given extends SecureRandom {
    private static final long serialVersionUID = 1L;

    private final byte[] bytes;

    private Given(byte[] bytes) {
      this.bytes = bytes.clone();
    }

    @Override
    public void nextBytes(byte[] target) {
      System.arraycopy(bytes, 0, target, 0, Math.min(bytes.length, target.length));
    }
  }
}
