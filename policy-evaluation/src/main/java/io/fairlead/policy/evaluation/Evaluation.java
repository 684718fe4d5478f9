package io.fairlead.policy.evaluation;

import io.fairlead.contract.policy.Deployment;
import io.fairlead.contract.policy.PolicyVerdict;
import java.util.List;

/// What the policies want of a cluster, and how it stands to them.
///
/// @param verdicts at most one for each resource, assignment and definition, in the order of keys
/// @param deployments what has to be done, at most one for each configuration, in the order of
/// keys. The same again for as long as nothing changes: whoever sends them remembers what was sent
public record Evaluation(List<PolicyVerdict> verdicts, List<Deployment> deployments) {
  public Evaluation {
    verdicts = List.copyOf(verdicts);
    deployments = List.copyOf(deployments);
  }
}
