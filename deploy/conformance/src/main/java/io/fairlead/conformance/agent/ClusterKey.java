package io.fairlead.conformance.agent;

import java.security.KeyPair;
import java.util.Base64;

/// A cluster's key pair.
///
/// @param algorithm what it signs with
public record ClusterKey(Algorithm algorithm, KeyPair pair) {
  /// A new pair.
  public static ClusterKey create(Algorithm algorithm) {
    return new ClusterKey(algorithm, algorithm.newPair());
  }

  /// A new pair on P-256.
  public static ClusterKey create() {
    return create(Algorithm.ES256);
  }

  /// What the cluster is registered with.
  public String registered() {
    return Base64.getEncoder().encodeToString(publicBytes());
  }

  /// The public half in DER.
  public byte[] publicBytes() {
    return pair.getPublic().getEncoded();
  }

  byte[] sign(byte[] bytes) {
    return algorithm.sign(pair.getPrivate(), bytes);
  }

  /// Names it without its private half.
  @Override
  public String toString() {
    return algorithm + " key";
  }
}
