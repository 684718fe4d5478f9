package io.fairlead.policy.evaluation;

import io.fairlead.contract.id.PolicyId;
import io.fairlead.policy.evaluation.assignment.AssignedDefinition;
import io.fairlead.policy.evaluation.assignment.SubscriptionPolicies;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Asks policies one by one what they make of a cluster and its configurations. For a preview: add
/// the draft of an assignment to the [PolicySet] and ask for it; what would become of everything
/// together is [Evaluator]'s to say.
public final class Assessments {
  private Assessments() {}

  /// What one assignment makes of a cluster and, as far as it is about them, of each of its
  /// configurations, in the order of references; for each the cluster first, then configurations by
  /// key.
  ///
  /// @param assignment none known of that id: an empty answer
  /// @param now decides which exemptions are in force
  public static List<Assessment> of(
      PolicySet policies, PolicyId assignment, KnownCluster cluster, Instant now) {
    SubscriptionPolicies all = policies.in(assignment.scope().subscription().key());
    var seen = new SeenCluster(cluster);
    var assessor = new Assessor(all, seen, now);
    List<AssignedDefinition> assigned =
        all.assignment(assignment.key()).stream()
            .flatMap(each -> each.definitions().stream())
            .sorted(AssignedDefinition.ORDER)
            .toList();
    List<Assessment> assessments = new ArrayList<>();
    for (AssignedDefinition each : assigned) {
      List<SeenResource> resources = new ArrayList<>(List.of(seen.resource()));
      if (each.concernsConfigurations()) {
        resources.addAll(seen.wanted().values());
      }
      for (SeenResource resource : resources) {
        assessments.add(
            new Assessment(each.identity(), resource.view().id(), assessor.assess(each, resource)));
      }
    }
    return assessments;
  }
}
