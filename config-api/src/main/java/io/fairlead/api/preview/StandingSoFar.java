package io.fairlead.api.preview;

import io.fairlead.contract.id.PolicyId;
import io.fairlead.policy.evaluation.Assessment;
import io.fairlead.policy.evaluation.Assessment.Audited;
import io.fairlead.policy.evaluation.Assessment.Deploys;
import io.fairlead.policy.evaluation.Assessment.Exempt;
import io.fairlead.policy.evaluation.Assessment.NotEvaluated;
import io.fairlead.policy.evaluation.Assessment.Outside;
import org.jspecify.annotations.Nullable;

/// How a cluster stands to an assignment, worked out assessment by assessment. For one thread.
final class StandingSoFar {
  private boolean in;
  private @Nullable PolicyId exemption;
  private Outside.Reason closest = Outside.Reason.Scope;

  void add(Assessment assessment) {
    switch (assessment.outcome()) {
      case Outside(Outside.Reason reason) -> {
        if (reason.compareTo(closest) > 0) {
          closest = reason;
        }
      }
      case Exempt(_, PolicyId by) -> {
        if (exemption == null) {
          exemption = by;
        }
      }
      case Audited _, Deploys _, NotEvaluated _ -> in = true;
    }
  }

  Standing standing() {
    if (in) {
      return new Standing.In();
    }
    return exemption == null ? new Standing.Out(closest) : new Standing.Exempt(exemption);
  }
}
