package io.fairlead.conformance.agent;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;

/// The ways to sign a token that the protocol allows.
public enum Algorithm {
  RS256("RSA", "", "SHA256withRSA", "RS256"),
  PS256("RSA", "", "RSASSA-PSS", "PS256"),
  ES256("EC", "secp256r1", "SHA256withECDSAinP1363Format", "ES256"),
  ES384("EC", "secp384r1", "SHA384withECDSAinP1363Format", "ES384"),
  ES512("EC", "secp521r1", "SHA512withECDSAinP1363Format", "ES512"),
  EDDSA("Ed25519", "", "Ed25519", "EdDSA");

  private static final int RSA_BITS = 2048;
  private static final int SALT_BYTES = 32;

  private final String keys;
  private final String curve;
  private final String signature;
  private final String jose;

  Algorithm(String keys, String curve, String signature, String jose) {
    this.keys = keys;
    this.curve = curve;
    this.signature = signature;
    this.jose = jose;
  }

  /// Its name in a token's header.
  public String jose() {
    return jose;
  }

  KeyPair newPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(keys);
      if (!curve.isEmpty()) {
        generator.initialize(new ECGenParameterSpec(curve));
      } else if (keys.equals("RSA")) {
        generator.initialize(RSA_BITS);
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java lacks " + keys + " " + curve, e);
    }
  }

  byte[] sign(PrivateKey key, byte[] bytes) {
    try {
      Signature signing = Signature.getInstance(signature);
      if (this == PS256) {
        signing.setParameter(
            new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, SALT_BYTES, 1));
      }
      signing.initSign(key);
      signing.update(bytes);
      return signing.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java cannot sign " + jose, e);
    }
  }
}
