package io.fairlead.agent.control;

import static io.fairlead.agent.control.AgentUnderTest.changed;
import static io.fairlead.agent.control.AgentUnderTest.flux;
import static io.fairlead.agent.control.AgentUnderTest.git;
import static io.fairlead.agent.control.AgentUnderTest.wanted;
import static io.fairlead.agent.control.Samples.kustomization;
import static io.fairlead.agent.control.Samples.operator;
import static io.fairlead.agent.control.Stage.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.agent.cluster.NeedsRealApiServer;
import io.fairlead.agent.object.ManagedKind;
import io.fairlead.contract.event.Compliance;
import io.fairlead.contract.event.ConfigurationStatus;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.session.desired.HeldConfiguration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// A configuration that was deleted and created again under the same name, or that changed its
/// objects, leaves nothing of what it was.
@NeedsRealApiServer
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReplacementTest {
  private Stage stage;

  @BeforeAll
  void start() {
    stage = Stage.of(ReplacementTest.class);
  }

  @AfterAll
  void stop() {
    stage.close();
  }

  private String fluxProperties() {
    return Samples.flux(stage.apps(), "namespace", Samples.SSH, kustomization("apps", "./apps"));
  }

  @Test
  void the_former_incarnation_goes_in_order_before_the_next_comes() {
    // Given
    ResourceId id = stage.known(flux("again"));
    stage.agent().hold(wanted(id, fluxProperties()));
    ConfigurationStatus former = stage.awaitCompliance(id, 1, Compliance.Compliant);
    Map<String, String> before = stage.uids(id);
    stage.flux().holdDeletions();
    // When it was deleted and created again while the agent was away
    stage.stopAgent();
    stage.startAgent();
    stage.agent().hold(wanted(id, fluxProperties()));
    // Then the Kustomization goes first, and Flux may finish with it
    stage.awaitMessage(
        id,
        "deleted and created again",
        "waiting for Kustomization " + stage.apps() + "/again-apps");
    await().atMost(SOON).until(() -> stage.reason(id).equals("Replacing"));
    assertThat(stage.object(ManagedKind.Kustomization, "again-apps").isMarkedForDeletion())
        .isTrue();
    assertThat(stage.object(ManagedKind.GitRepository, "again").isMarkedForDeletion()).isFalse();
    // When Flux has finished
    stage.flux().releaseDeletions();
    // Then
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(stage.agent().status(id).orElseThrow().compliance())
                    .isEqualTo(Compliance.Compliant));
    assertThat(stage.uids(id).keySet()).isEqualTo(before.keySet());
    assertThat(stage.uids(id).values()).doesNotContainAnyElementsOf(before.values());
    assertThat(stage.agent().status(id).orElseThrow().repositoryPublicKey())
        .startsWith("ssh-ed25519 ")
        .isNotEqualTo(former.repositoryPublicKey());
  }

  @Test
  void an_operator_is_replaced_with_its_key() {
    // Given
    ResourceId id = stage.known(git("op-again"));
    String properties = operator(stage.apps(), "op-again", "cluster", true);
    stage.agent().hold(wanted(id, properties));
    ConfigurationStatus former = stage.awaitCompliance(id, 1, Compliance.Pending);
    await().atMost(SOON).until(() -> stage.deployments(id).size() == 3);
    Map<String, String> before = stage.uids(id);
    // When
    stage.agent().hold(wanted(id, properties));
    // Then
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              assertThat(stage.uids(id).keySet()).isEqualTo(before.keySet());
              assertThat(stage.uids(id).values()).doesNotContainAnyElementsOf(before.values());
              assertThat(stage.agent().status(id).orElseThrow().repositoryPublicKey())
                  .startsWith("ssh-ed25519 ")
                  .isNotEqualTo(former.repositoryPublicKey());
            });
  }

  @Test
  void another_kind_of_source_replaces_the_former_one() {
    // Given
    ResourceId id = stage.known(flux("moves"));
    HeldConfiguration first = wanted(id, fluxProperties());
    stage.agent().hold(first);
    stage.awaitCompliance(id, 1, Compliance.Compliant);
    String kustomization = stage.uids(id).get("Kustomization moves-apps");
    // When
    stage
        .agent()
        .hold(
            changed(
                first,
                Samples.flux(
                    stage.apps(), "namespace", Samples.BUCKET, kustomization("apps", "./apps"))));
    // Then
    stage.awaitCompliance(id, 2, Compliance.Compliant);
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(stage.uids(id))
                    .containsKeys("Bucket moves", "Kustomization moves-apps")
                    .doesNotContainKeys("GitRepository moves", "Secret moves-auth"));
    assertThat(stage.uids(id)).containsEntry("Kustomization moves-apps", kustomization);
  }

  @Test
  void a_kustomization_goes_that_the_others_no_longer_depend_on() {
    // Given
    ResourceId id = stage.known(flux("fewer"));
    HeldConfiguration first =
        wanted(
            id,
            Samples.flux(
                stage.apps(),
                "namespace",
                Samples.GIT,
                kustomization("infra", "./infra"),
                kustomization("apps", "./apps", "infra")));
    stage.agent().hold(first);
    stage.awaitCompliance(id, 1, Compliance.Compliant);
    String kept = stage.uids(id).get("Kustomization fewer-apps");
    // When
    stage
        .agent()
        .hold(
            changed(
                first,
                Samples.flux(
                    stage.apps(), "namespace", Samples.GIT, kustomization("apps", "./apps"))));
    // Then
    stage.awaitCompliance(id, 2, Compliance.Compliant);
    await().atMost(SOON).until(() -> !stage.exists(ManagedKind.Kustomization, "fewer-infra"));
    assertThat(stage.uids(id)).containsEntry("Kustomization fewer-apps", kept);
    assertThat(stage.seen().spec(ManagedKind.Kustomization, stage.apps(), "fewer-apps"))
        .noneMatch(field -> field.toString().contains("fewer-infra"));
  }
}
