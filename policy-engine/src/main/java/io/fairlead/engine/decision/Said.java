package io.fairlead.engine.decision;

import io.fairlead.contract.policy.PolicyVerdict;
import java.time.Instant;

/// A verdict that was given.
///
/// @param digest equal for verdicts that say the same, whenever that was decided
/// @param epoch of the verdict
public record Said(String digest, long epoch) {
  /// Something was given that is not known here.
  public static final Said UNKNOWN = new Said("", 0);

  static Said of(PolicyVerdict verdict) {
    var undated =
        new PolicyVerdict(
            verdict.assignment(),
            verdict.assignmentUid(),
            verdict.definition(),
            verdict.initiative(),
            verdict.reference(),
            verdict.effect(),
            verdict.resource(),
            verdict.clusterUid(),
            verdict.epoch(),
            verdict.compliance(),
            verdict.reason(),
            verdict.message(),
            verdict.conflictsWith(),
            verdict.exemption(),
            verdict.deployed(),
            Instant.EPOCH,
            verdict.confirmedAt());
    return new Said(Digest.of(undated), verdict.epoch());
  }
}
