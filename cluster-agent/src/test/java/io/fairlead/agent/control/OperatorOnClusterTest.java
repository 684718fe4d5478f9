package io.fairlead.agent.control;

import static io.fairlead.agent.control.AgentUnderTest.changed;
import static io.fairlead.agent.control.AgentUnderTest.deleting;
import static io.fairlead.agent.control.AgentUnderTest.git;
import static io.fairlead.agent.control.AgentUnderTest.wanted;
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
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Configurations of Flux v1 become operators on a real API server. No controller runs there, so
/// the tests write the status of Deployments.
@NeedsRealApiServer
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperatorOnClusterTest {
  private Stage stage;

  @BeforeAll
  void start() {
    stage = Stage.of(OperatorOnClusterTest.class);
  }

  @AfterAll
  void stop() {
    stage.close();
  }

  private String publicKeyInCluster(ResourceId id) {
    String encoded =
        stage
            .seen()
            .body(
                ManagedKind.Secret, stage.cluster().namespace(), AgentUnderTest.record(id) + "-key")
            .at("/data/identity.pub")
            .asText();
    return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"namespace", "cluster"})
  void lives_from_creation_to_deletion(String scope) {
    // Given
    ResourceId id = stage.known(git("op-" + scope));
    String instance = "life-" + scope;
    HeldConfiguration first = wanted(id, operator(stage.apps(), instance, scope, true));
    // When it is created
    stage.agent().hold(first);
    // Then it waits for its Deployments, and its key can be told to whoever has the repository
    ConfigurationStatus waiting = stage.awaitCompliance(id, 1, Compliance.Pending);
    assertThat(waiting.message()).contains("Deployment " + stage.apps() + "/");
    assertThat(waiting.repositoryPublicKey())
        .startsWith("ssh-ed25519 ")
        .isEqualTo(publicKeyInCluster(id));
    assertThat(stage.deployments(id))
        .containsOnlyKeys(
            "Deployment " + instance,
            "Deployment memcached-" + instance,
            "Deployment " + instance + "-helm-operator");
    assertThat(
            stage
                .client()
                .apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName("helmreleases.helm.fluxcd.io")
                .get())
        .isNotNull();
    // When its Deployments are available
    stage.makeAvailable(id);
    // Then
    ConfigurationStatus installed = stage.awaitCompliance(id, 1, Compliance.Compliant);
    assertThat(installed.message()).contains("has not synced anything yet");
    // When the operator notes what it has synced
    stage.edit(
        stage.object(ManagedKind.Secret, "gitops-privatekey-" + instance),
        "[{'op':'add','path':'/metadata/annotations/flux.weave.works~1sync-hwm','value':'1f0e5c9b'}]");
    // Then
    await()
        .atMost(SOON)
        .until(
            () ->
                stage
                    .agent()
                    .status(id)
                    .map(ConfigurationStatus::sourceSyncedCommitId)
                    .filter("1f0e5c9b"::equals)
                    .isPresent());
    // When the rollout of one gets stuck
    stage.setStatus(
        stage.object(ManagedKind.Deployment, instance),
        "'replicas':1,'updatedReplicas':1,'conditions':[{'type':'Progressing','status':'False',"
            + "'reason':'ProgressDeadlineExceeded','message':'has timed out progressing.'}]");
    // Then
    ConfigurationStatus stuck = stage.awaitCompliance(id, 1, Compliance.NonCompliant);
    assertThat(stuck.message())
        .contains("Deployment " + stage.apps() + "/" + instance, "has timed out progressing");
    // When the Helm operator is not wanted any more
    HeldConfiguration second = changed(first, operator(stage.apps(), instance, scope, false));
    stage.makeAvailable(id);
    stage.agent().hold(second);
    // Then
    stage.awaitCompliance(id, 2, Compliance.Compliant);
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(stage.objects(id).keySet())
                    .noneMatch(name -> name.contains("helm-operator")));
    // When it is deleted
    stage.agent().hold(deleting(second));
    // Then
    await()
        .atMost(SOON)
        .until(() -> stage.agent().cleanedUp().contains(deleting(second).version()));
    assertThat(stage.objects(id)).isEmpty();
    assertThat(stage.client().namespaces().withName(stage.apps()).get().isMarkedForDeletion())
        .isFalse();
    // When the hub forgets it
    stage.agent().drop(id);
    // Then
    await().atMost(SOON).until(() -> stage.record(id).isEmpty());
  }

  @Test
  void nothing_is_written_where_nothing_is_to_be_changed() {
    // Given
    ResourceId id = stage.known(git("op-twice"));
    HeldConfiguration first = wanted(id, operator(stage.apps(), "twice", "namespace", true));
    stage.agent().hold(first);
    stage.awaitCompliance(id, 1, Compliance.Pending);
    stage.makeAvailable(id);
    String key = stage.awaitCompliance(id, 1, Compliance.Compliant).repositoryPublicKey();
    Map<String, String> before = stage.seen().versions(AgentUnderTest.record(id));
    // When another agent takes over, and the same state is sent again
    stage.stopAgent();
    stage.startAgent();
    stage.agent().hold(changed(first, first.properties().toString()));
    ConfigurationStatus after = stage.awaitCompliance(id, 2, Compliance.Compliant);
    // Then
    assertThat(stage.seen().versions(AgentUnderTest.record(id))).isEqualTo(before);
    assertThat(after.repositoryPublicKey()).isEqualTo(key);
  }

  @Test
  void two_live_side_by_side_and_one_of_a_taken_name_is_refused_until_it_is_free() {
    // Given
    ResourceId left = stage.known(git("op-left"));
    ResourceId right = stage.known(git("op-right"));
    ResourceId rival = stage.known(git("op-rival"));
    HeldConfiguration first = wanted(left, operator(stage.apps(), "left", "namespace", true));
    stage.agent().hold(first, wanted(right, operator(stage.apps(), "right", "namespace", true)));
    stage.awaitCompliance(left, 1, Compliance.Pending);
    stage.awaitCompliance(right, 1, Compliance.Pending);
    stage.makeAvailable(left);
    stage.makeAvailable(right);
    stage.awaitCompliance(left, 1, Compliance.Compliant);
    stage.awaitCompliance(right, 1, Compliance.Compliant);
    Map<String, String> before = stage.seen().versions(AgentUnderTest.record(left));
    // When
    stage.agent().hold(wanted(rival, operator(stage.apps(), "left", "namespace", true)));
    // Then
    ConfigurationStatus refused = stage.awaitCompliance(rival, 1, Compliance.NonCompliant);
    assertThat(refused.message())
        .contains(
            "NameCollision",
            "ServiceAccount " + stage.apps() + "/left",
            AgentUnderTest.record(left));
    await().atMost(SOON).until(() -> stage.reason(rival).equals("NameCollision"));
    assertThat(stage.seen().versions(AgentUnderTest.record(left))).isEqualTo(before);
    assertThat(stage.agent().status(left).orElseThrow().compliance())
        .isEqualTo(Compliance.Compliant);
    // When the name becomes free
    stage.agent().hold(deleting(first));
    // Then
    stage.awaitCompliance(rival, 1, Compliance.Pending);
    await().atMost(SOON).until(() -> stage.deployments(rival).size() == 3);
  }
}
