package io.fairlead.store.ingest;

import static io.fairlead.store.Samples.flux;
import static io.fairlead.store.Samples.policy;
import static io.fairlead.store.Samples.properties;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.id.PolicyType;
import io.fairlead.contract.policy.Deployment;
import io.fairlead.contract.policy.Deployment.Action;
import io.fairlead.contract.policy.Deployment.Basis;
import io.fairlead.contract.policy.Deployment.SecretPlace;
import io.fairlead.contract.policy.OnUnassign;
import io.fairlead.contract.policy.PolicyVerdict.Reason;
import io.fairlead.store.Samples;
import io.fairlead.store.Seals;
import io.fairlead.store.ingest.PlannedDeployment.Failure;
import io.fairlead.store.ingest.PlannedDeployment.Plan;
import io.fairlead.store.secret.Secret;
import io.fairlead.store.secret.SecretProvider;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What comes of deployments before the database is asked.
class DeploymentPlannerTest {
  private static Deployment deployment(String cluster, List<SecretPlace> secrets) {
    var basis =
        new Basis(
            1,
            UUID.randomUUID(),
            1,
            policy("/subscriptions/" + Samples.SUBSCRIPTION, PolicyType.ASSIGNMENT, "p"),
            UUID.randomUUID(),
            1,
            "",
            Instant.EPOCH);
    return new Deployment(
        flux(cluster, "base"),
        basis,
        new Action.Write("digest", OnUnassign.Keep, properties("branch", "main"), secrets));
  }

  @Test
  void aFaultWhileSecretsAreHandedOverRefusesThatDeploymentAlone() {
    // Given
    var planner =
        new DeploymentPlanner(
            new DeploymentSupport(
                PolicyEngine.RULES,
                PolicyEngine.AGREEING,
                PolicyEngine.EXEMPTING,
                _ -> new SecretProvider.Answer.Found(new Secret("c2VjcmV0")),
                (configuration, secrets) -> {
                  throw new IllegalStateException("Not handed over: " + secrets.size());
                },
                Seals.SEAL));
    var place = new SecretPlace("/configurationProtectedSettings/key", "vault", "key", null);

    // When
    List<PlannedDeployment> planned =
        planner.plan(List.of(deployment("a", List.of(place)), deployment("b", List.of())));

    // Then
    assertThat(planned.getFirst().plan())
        .isEqualTo(
            new Plan.Refuse(
                "digest",
                new Failure(
                    Reason.DeploymentFailed,
                    "The store failed to hand its secrets over: IllegalStateException.")));
    assertThat(planned.getLast().plan()).isInstanceOf(Plan.Write.class);
  }
}
