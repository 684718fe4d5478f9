package io.fairlead.engine.decision;

import io.fairlead.contract.policy.PolicyVerdict;

/// A verdict that was given.
///
/// @param digest equal for verdicts that say the same, whenever that was decided
/// @param epoch of the verdict
public record Said(String digest, long epoch) {
  /// Something was given that is not known here.
  public static final Said UNKNOWN = new Said("", 0);

  static Said of(PolicyVerdict verdict) {
    return new Said(Digest.of(verdict.undated()), verdict.epoch());
  }
}
