package io.fairlead.session.identity;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECKey;
import java.security.interfaces.EdECKey;
import java.security.interfaces.RSAKey;
import org.jose4j.jws.AlgorithmIdentifiers;

/// The kinds of keys an agent may have.
public enum KeyAlgorithm {
  /// 3072 bits. The kind to which protected settings can be sealed.
  RSA_3072("RSA", 3072),
  /// 2048 bits: the smallest accepted.
  RSA_2048("RSA", 2048),
  /// NIST P-256: quick to make.
  EC_P256("EC", 256),
  ED25519("Ed25519", 0);

  private static final int SMALLEST_RSA = 2048;

  private final String family;
  private final int bits;

  KeyAlgorithm(String family, int bits) {
    this.family = family;
    this.bits = bits;
  }

  KeyPair generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(family);
      if (bits > 0) {
        generator.initialize(bits);
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + family, e);
    }
  }

  /// The signature algorithm of a token signed with that key, as JOSE names it.
  ///
  /// @throws IdentityException when tokens cannot be signed with it
  static String signatureOf(Key key) {
    return switch (key) {
      case RSAKey rsa when rsa.getModulus().bitLength() >= SMALLEST_RSA ->
          AlgorithmIdentifiers.RSA_USING_SHA256;
      case RSAKey rsa ->
          throw new IdentityException(
              "an RSA key has at least %d bits, this one %d"
                  .formatted(SMALLEST_RSA, rsa.getModulus().bitLength()));
      case ECKey ec -> ecSignature(ec.getParams().getOrder().bitLength());
      case EdECKey ed when "Ed25519".equals(ed.getParams().getName()) -> AlgorithmIdentifiers.EDDSA;
      default ->
          throw new IdentityException(
              "a cluster's key is RSA, EC (P-256, P-384, P-521) or Ed25519, not "
                  + key.getAlgorithm());
    };
  }

  private static String ecSignature(int bits) {
    return switch (bits) {
      case 256 -> AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256;
      case 384 -> AlgorithmIdentifiers.ECDSA_USING_P384_CURVE_AND_SHA384;
      case 521 -> AlgorithmIdentifiers.ECDSA_USING_P521_CURVE_AND_SHA512;
      default ->
          throw new IdentityException("an EC key is on P-256, P-384 or P-521, not of " + bits);
    };
  }
}
