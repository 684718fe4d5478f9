package io.fairlead.policy.evaluation;

import io.fairlead.contract.id.PolicyId;
import io.fairlead.policy.evaluation.assignment.AssignedDefinition;
import io.fairlead.policy.evaluation.assignment.SubscriptionPolicies;
import java.time.Instant;
import java.util.stream.Stream;

/// Asks policies one by one what they make of a cluster and its configurations. For a preview: add
/// the draft of an assignment to the [PolicySet] and ask for it; what would become of what several
/// policies deploy is [Contention]'s to say.
public final class Assessments {
  private Assessments() {}

  /// What one assignment makes of a cluster and, as far as it is about them, of each of its
  /// configurations, in the order of references; for each the cluster first, then configurations by
  /// key. Each is worked out when the stream comes to it, and kept by nobody: there are as many as
  /// definitions times configurations.
  ///
  /// @param assignment none known of that id: an empty answer
  /// @param now decides which exemptions are in force
  public static Stream<Assessment> of(
      PolicySet policies, PolicyId assignment, KnownCluster cluster, Instant now) {
    SubscriptionPolicies all = policies.in(assignment.scope().subscription().key());
    var seen = new SeenCluster(cluster);
    var assessor = new Assessor(all, seen, now);
    return all.assignment(assignment.key()).stream()
        .flatMap(each -> each.definitions().stream())
        .sorted(AssignedDefinition.ORDER)
        .flatMap(
            each ->
                resources(each, seen)
                    .map(
                        resource ->
                            new Assessment(
                                each.identity(),
                                resource.view().id(),
                                assessor.assess(each, resource))));
  }

  private static Stream<SeenResource> resources(AssignedDefinition assigned, SeenCluster seen) {
    return Stream.concat(
        Stream.of(seen.resource()),
        assigned.concernsConfigurations() ? seen.wanted().values().stream() : Stream.empty());
  }
}
