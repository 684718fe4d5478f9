package io.fairlead.systemtest.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import io.fairlead.agent.cluster.NeedsRealApiServer;
import io.fairlead.agent.object.ManagedKind;
import io.fairlead.agent.object.ObjectRef;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.systemtest.ScenarioTest;
import io.fairlead.systemtest.World;
import io.fairlead.systemtest.edge.KubeCluster;
import io.fairlead.systemtest.user.Answer;
import io.fairlead.systemtest.user.Bodies;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What is wrong in a cluster can be read from the API, with the object that it is about.
@ScenarioTest
@NeedsRealApiServer
class StatusOnApiTest {
  private static final String V1 = "Microsoft.KubernetesConfiguration/sourceControlConfigurations";
  private static final String COMPLIANCE = "/properties/complianceState";
  private static final String REASON = "/properties/delivery/reason";
  private static final String COMMIT = "/properties/sourceSyncedCommitId";

  private static KubeCluster cluster;

  @BeforeAll
  static void start(World world) {
    cluster = world.fleet().kube(StatusOnApiTest.class);
  }

  @Test
  void aRepositoryThatCannotBeFetched(World world) {
    // Given
    var source = new ObjectRef(ManagedKind.GitRepository, cluster.apps(), "broken");
    cluster.flux().fail(source, "failed to checkout: authentication required");
    // When
    ResourceId id = cluster.write("broken", "./apps");
    // Then
    world.awaitText(id, COMPLIANCE, "Non-Compliant");
    Answer answer = world.user().get(id);
    assertThat(answer.text(REASON))
        .contains(source.toString(), "failed to checkout: authentication required");
    JsonNode entry = statusOf(answer, "GitRepository", "broken");
    assertThat(entry.path("namespace").asText()).isEqualTo(cluster.apps());
    assertThat(entry.path("complianceState").asText()).isEqualTo("Non-Compliant");
    assertThat(entry.at("/statusConditions/0/type").asText()).isEqualTo("Ready");
    assertThat(entry.at("/statusConditions/0/status").asText()).isEqualTo("False");
    assertThat(entry.at("/statusConditions/0/reason").asText()).isEqualTo("GitOperationFailed");
    assertThat(entry.at("/statusConditions/0/message").asText())
        .isEqualTo("failed to checkout: authentication required");
    cluster.flux().heal(source);
    cluster.awaitCompliant(id);
    assertThat(world.user().get(id).text(COMMIT)).startsWith("main@sha1:");
  }

  @Test
  void aNamespaceThatIsBeingDeleted(World world) {
    // Given
    String ending = cluster.server().makeNamespaceWith("ending");
    cluster
        .server()
        .client()
        .namespaces()
        .withName(ending)
        .edit(
            namespace ->
                namespace
                    .edit()
                    .editMetadata()
                    .addToFinalizers("test.fairlead.io/held")
                    .endMetadata()
                    .build());
    cluster.server().client().namespaces().withName(ending).delete();
    ObjectNode body = cluster.body("./apps");
    body.withObject("/properties").put("namespace", ending);
    // When
    ResourceId id = cluster.write("homeless", body);
    // Then
    world.awaitText(id, COMPLIANCE, "Non-Compliant");
    assertThat(world.user().get(id).text(REASON))
        .contains("ServiceAccount " + ending + "/fairlead-homeless", "being terminated");
  }

  @Test
  void anObjectThatTheClusterRejects(World world) {
    // Given
    ObjectNode body = cluster.body("./apps");
    body.withObject("/properties/gitRepository/additionalConfigurations")
        .put("recurseSubmodules", "often");
    // When
    ResourceId id = cluster.write("rejected", body);
    // Then
    world.awaitText(id, COMPLIANCE, "Non-Compliant");
    assertThat(world.user().get(id).text(REASON))
        .contains("GitRepository " + cluster.apps() + "/rejected", "recurseSubmodules");
  }

  @Test
  void theKeyThatTheClusterMadeForARepositoryOverSsh(World world) {
    // Given
    ObjectNode body = cluster.body("./apps");
    body.withObject("/properties/gitRepository").put("url", "ssh://git@github.com/example/fleet");
    // When
    ResourceId id = cluster.write("ssh", body);
    // Then
    cluster.awaitCompliant(id);
    assertThat(world.user().get(id).text("/properties/repositoryPublicKey"))
        .startsWith("ssh-ed25519 ");
  }

  @Test
  void theOperatorOfAV1Configuration(World world) {
    // Given
    ResourceId id = cluster.id().extension(V1, "legacy");
    String namespace = namespaceOfOperator();
    ObjectNode body = Bodies.sourceControl("apps");
    body.withObject("/properties").put("operatorNamespace", namespace);
    String state = "/properties/complianceStatus/complianceState";
    // When
    world.user().put(id, body).expect(201);
    // Then
    await("its message names what is waited for")
        .atMost(World.SOON)
        .untilAsserted(
            () ->
                assertThat(world.user().get(id).text("/properties/complianceStatus/message"))
                    .contains("Deployment " + namespace + "/"));
    assertThat(world.user().get(id).text(state)).isEqualTo("Pending");
    await("the operator's Deployments are there, and then run")
        .atMost(World.SOON)
        .untilAsserted(
            () -> {
              runDeployments(namespace);
              assertThat(world.user().get(id).text(state)).isEqualTo("Installed");
            });
    assertThat(world.user().get(id).text("/properties/complianceStatus/lastConfigApplied"))
        .doesNotStartWith("0001");
  }

  /// Names of operators' namespaces have 23 characters at most.
  private static String namespaceOfOperator() {
    String unique = cluster.server().namespace();
    String namespace = "v1-" + unique.substring(unique.lastIndexOf('-') + 1);
    cluster.server().alsoRemoveNamespace(namespace);
    return namespace;
  }

  /// Plays the controller of Deployments, which is not there.
  private static void runDeployments(String namespace) {
    var deployments = cluster.server().client().apps().deployments().inNamespace(namespace);
    for (Deployment deployment : deployments.list().getItems()) {
      int replicas = deployment.getSpec().getReplicas();
      deployment.setStatus(
          new DeploymentStatusBuilder()
              .withObservedGeneration(deployment.getMetadata().getGeneration())
              .withReplicas(replicas)
              .withUpdatedReplicas(replicas)
              .withReadyReplicas(replicas)
              .withAvailableReplicas(replicas)
              .addNewCondition()
              .withType("Available")
              .withStatus("True")
              .endCondition()
              .addNewCondition()
              .withType("Progressing")
              .withStatus("True")
              .withReason("NewReplicaSetAvailable")
              .endCondition()
              .build());
      deployments.resource(deployment).updateStatus();
    }
  }

  private static JsonNode statusOf(Answer answer, String kind, String name) {
    return StreamSupport.stream(answer.body().at("/properties/statuses").spliterator(), false)
        .filter(entry -> entry.path("kind").asText().equals(kind))
        .filter(entry -> entry.path("name").asText().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + kind + " " + name + " in " + answer));
  }
}
