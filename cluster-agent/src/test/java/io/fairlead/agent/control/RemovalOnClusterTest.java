package io.fairlead.agent.control;

import static io.fairlead.agent.control.AgentUnderTest.changed;
import static io.fairlead.agent.control.AgentUnderTest.deleting;
import static io.fairlead.agent.control.AgentUnderTest.flux;
import static io.fairlead.agent.control.AgentUnderTest.wanted;
import static io.fairlead.agent.control.Samples.GIT;
import static io.fairlead.agent.control.Samples.kustomization;
import static io.fairlead.agent.control.Stage.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.agent.cluster.Labels;
import io.fairlead.agent.cluster.NeedsRealApiServer;
import io.fairlead.agent.object.ManagedKind;
import io.fairlead.contract.event.Compliance;
import io.fairlead.contract.event.ConfigurationStatus;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.session.desired.HeldConfiguration;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// A configuration's objects go in an order in which Flux can clean up, and in the end they go
/// without it.
@NeedsRealApiServer
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RemovalOnClusterTest {
  private static final Duration LIMIT = Duration.ofSeconds(3);

  /// One limit for a Kustomization, one for its source, and the looks in between.
  private static final Duration GIVEN_UP = Duration.ofSeconds(30);

  private Stage stage;

  @BeforeAll
  void start() {
    stage = Stage.of(RemovalOnClusterTest.class, LIMIT);
  }

  @AfterEach
  void letGo() {
    stage.flux().releaseDeletions();
  }

  @AfterAll
  void stop() {
    stage.close();
  }

  private HeldConfiguration held(ResourceId id, String namespace) {
    HeldConfiguration state =
        wanted(
            stage.known(id),
            Samples.flux(namespace, "namespace", GIT, kustomization("apps", "./apps")));
    stage.agent().hold(state);
    return state;
  }

  @Test
  void waits_for_flux_to_finish_with_each_object_before_what_it_needs_goes() {
    // Given
    ResourceId id = flux("waits");
    HeldConfiguration state = held(id, stage.apps());
    stage.awaitCompliance(id, 1, Compliance.Compliant);
    String kept = "[{'op':'add','path':'/metadata/finalizers/-','value':'example.com/kept'}]";
    stage.edit(stage.object(ManagedKind.Kustomization, "waits-apps"), kept);
    stage.edit(stage.object(ManagedKind.GitRepository, "waits"), kept);
    String let = "[{'op':'replace','path':'/metadata/finalizers','value':[]}]";
    // When
    stage.agent().hold(deleting(state));
    // Then the Kustomization is waited for
    stage.awaitMessage(
        id, "waiting for Kustomization " + stage.apps() + "/waits-apps to be removed");
    await().atMost(SOON).until(() -> stage.reason(id).equals("Removing"));
    assertThat(stage.object(ManagedKind.GitRepository, "waits").isMarkedForDeletion()).isFalse();
    // When that is gone
    stage.edit(stage.object(ManagedKind.Kustomization, "waits-apps"), let);
    // Then the source is waited for
    stage.awaitMessage(id, "waiting for GitRepository " + stage.apps() + "/waits to be removed");
    assertThat(stage.exists(ManagedKind.RoleBinding, "fairlead-waits")).isTrue();
    assertThat(stage.exists(ManagedKind.ServiceAccount, "fairlead-waits")).isTrue();
    assertThat(stage.agent().cleanedUp()).doesNotContain(deleting(state).version());
    // When that is gone
    stage.edit(stage.object(ManagedKind.GitRepository, "waits"), let);
    // Then the rest goes
    await().atMost(SOON).until(() -> stage.agent().cleanedUp().contains(deleting(state).version()));
    assertThat(stage.objects(id)).isEmpty();
  }

  @Test
  void gives_up_the_finalizer_of_flux_after_the_limit() {
    // Given
    ResourceId id = flux("given-up");
    HeldConfiguration state = held(id, stage.apps());
    stage.awaitCompliance(id, 1, Compliance.Compliant);
    stage.flux().holdDeletions();
    // When
    stage.agent().hold(deleting(state));
    // Then
    await()
        .atMost(GIVEN_UP)
        .until(() -> stage.agent().cleanedUp().contains(deleting(state).version()));
    assertThat(stage.objects(id)).isEmpty();
  }

  @Test
  void gives_up_the_finalizer_of_what_is_no_longer_wanted_of_a_compliant_configuration() {
    // Given
    ResourceId id = flux("shrinks");
    HeldConfiguration state =
        changed(
            held(id, stage.apps()),
            Samples.flux(
                stage.apps(),
                "namespace",
                GIT,
                kustomization("apps", "./apps"),
                kustomization("infra", "./infra")));
    stage.agent().hold(state);
    stage.awaitCompliance(id, 2, Compliance.Compliant);
    stage.flux().holdDeletions();
    // When
    stage
        .agent()
        .hold(
            changed(
                state,
                Samples.flux(stage.apps(), "namespace", GIT, kustomization("apps", "./apps"))));
    // Then
    await().atMost(GIVEN_UP).until(() -> !stage.exists(ManagedKind.Kustomization, "shrinks-infra"));
    stage.awaitCompliance(id, 3, Compliance.Compliant);
  }

  @Test
  void a_configuration_that_the_hub_dropped_is_cleaned_up_before_its_record_goes() {
    // Given
    ResourceId id = flux("dropped");
    held(id, stage.apps());
    stage.awaitCompliance(id, 1, Compliance.Compliant);
    // When
    stage.agent().drop(id);
    // Then
    await().atMost(SOON).until(() -> stage.record(id).isEmpty());
    assertThat(stage.objects(id)).isEmpty();
  }

  @Test
  void a_removal_goes_on_with_the_next_agent() {
    // Given
    ResourceId id = flux("goes-on");
    held(id, stage.apps());
    stage.awaitCompliance(id, 1, Compliance.Compliant);
    stage.flux().holdDeletions();
    stage.agent().drop(id);
    await()
        .atMost(SOON)
        .until(() -> stage.object(ManagedKind.Kustomization, "goes-on-apps").isMarkedForDeletion());
    // When
    stage.stopAgent();
    stage.startAgent();
    stage.flux().releaseDeletions();
    // Then
    await().atMost(SOON).until(() -> stage.record(id).isEmpty());
    assertThat(stage.objects(id)).isEmpty();
  }

  /// Whatever else is in a namespace by then would go with it, and the agent does not know whose it
  /// is.
  @Test
  void a_namespace_that_the_agent_made_stays() {
    // Given
    ResourceId id = flux("makes");
    String made = stage.apps() + "-made";
    stage.cluster().alsoRemoveNamespace(made);
    HeldConfiguration state = held(id, made);
    stage.awaitCompliance(id, 1, Compliance.Pending);
    await().atMost(SOON).until(() -> stage.objects(id).containsKey("Kustomization makes-apps"));
    assertThat(stage.client().namespaces().withName(made).get().getMetadata().getLabels())
        .containsAllEntriesOf(Labels.shared());
    // When
    stage.agent().hold(deleting(state));
    // Then
    await().atMost(SOON).until(() -> stage.agent().cleanedUp().contains(deleting(state).version()));
    assertThat(stage.client().namespaces().withName(made).get().isMarkedForDeletion()).isFalse();
  }

  @Test
  void the_key_of_a_configuration_is_forgotten_with_it() {
    // Given
    ResourceId id = stage.known(flux("keyed"));
    HeldConfiguration state =
        wanted(
            id,
            Samples.flux(stage.apps(), "namespace", Samples.SSH, kustomization("apps", "./apps")));
    stage.agent().hold(state);
    String key = publicKey(id, "");
    // When the very same comes once more, as after a restore of the hub
    stage.agent().drop(id);
    await().atMost(SOON).until(() -> stage.record(id).isEmpty());
    stage.agent().hold(state);
    // Then
    assertThat(publicKey(id, key)).startsWith("ssh-ed25519 ");
  }

  /// Waits for one that is not the former.
  private String publicKey(ResourceId id, String former) {
    return await()
        .atMost(SOON)
        .until(
            () ->
                stage
                    .agent()
                    .status(id)
                    .map(ConfigurationStatus::repositoryPublicKey)
                    .filter(key -> !key.equals(former)),
            Optional::isPresent)
        .orElseThrow();
  }
}
