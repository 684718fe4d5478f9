package io.fairlead.agent.control;

import static io.fairlead.agent.control.AgentUnderTest.flux;
import static io.fairlead.agent.control.AgentUnderTest.wanted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fairlead.agent.cluster.FluxStandIn;
import io.fairlead.agent.cluster.NeedsRealApiServer;
import io.fairlead.agent.cluster.TestCluster;
import io.fairlead.agent.object.ManagedKind;
import io.fairlead.agent.record.FluxConfig;
import io.fairlead.contract.event.Compliance;
import io.fairlead.contract.id.ResourceId;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A cluster in which Flux is missing, in whole or in part: the configuration says so, and is made
/// real as soon as Flux is there, without anybody's doing.
///
/// On the second server: the definitions of Flux's kinds are removed for all who use it.
@NeedsRealApiServer(servers = 2)
class FluxComesLaterTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final ResourceId WEB = flux("web");

  private final TestCluster cluster = TestCluster.second(FluxComesLaterTest.class);
  private final String apps = cluster.namespace() + "-apps";
  private final Seen seen = new Seen(cluster.client());
  private AgentUnderTest agent;

  @BeforeEach
  void start() {
    cluster.removeFluxDefinitions();
    cluster.alsoRemoveNamespace(apps);
    agent = new AgentUnderTest(cluster.config(), cluster.namespace());
    agent.hold(
        wanted(
            WEB,
            Samples.flux(apps, "namespace", Samples.GIT, Samples.kustomization("apps", "./apps"))));
  }

  @AfterEach
  void stop() {
    agent.close();
    cluster.installFluxDefinitions();
    cluster.close();
  }

  private void awaitMessage(Duration limit, String reason, String... parts) {
    await()
        .atMost(limit)
        .untilAsserted(
            () ->
                assertThat(agent.status(WEB))
                    .hasValueSatisfying(
                        status -> {
                          assertThat(status.compliance()).isEqualTo(Compliance.Pending);
                          assertThat(status.message()).contains(parts);
                        }));
    await().atMost(SOON).untilAsserted(() -> assertThat(reason()).isEqualTo(reason));
  }

  private String reason() {
    List<Condition> conditions =
        cluster
            .client()
            .resources(FluxConfig.class)
            .inNamespace(cluster.namespace())
            .withName(AgentUnderTest.record(WEB))
            .require()
            .statusOrNone()
            .conditions();
    return Objects.requireNonNull(conditions).getFirst().getReason();
  }

  private void awaitCompliant() {
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(agent.status(WEB))
                    .hasValueSatisfying(
                        status ->
                            assertThat(status.compliance())
                                .as(status.toString())
                                .isEqualTo(Compliance.Compliant)));
  }

  private Deployment controller(String name) {
    return cluster
        .client()
        .apps()
        .deployments()
        .load(
            new ByteArrayInputStream(
                ("{'apiVersion':'apps/v1','kind':'Deployment','metadata':{'name':'%s','namespace':'%s',"
                        + "'labels':{'app.kubernetes.io/part-of':'flux','app.kubernetes.io/version':'v2.6.0'}},"
                        + "'spec':{'selector':{'matchLabels':{'app':'%s'}},'template':{'metadata':{'labels':"
                        + "{'app':'%s'}},'spec':{'containers':[{'name':'manager','image':'example.org/%s:v1.6.0'}]}}}}")
                    .formatted(name, cluster.namespace(), name, name, name)
                    .replace('\'', '"')
                    .getBytes(StandardCharsets.UTF_8)))
        .create();
  }

  private void makeAvailable(Deployment deployment) {
    var _ =
        cluster
            .client()
            .resource(deployment)
            .subresource("status")
            .patch(
                PatchContext.of(PatchType.JSON_MERGE),
                "{\"status\":{\"replicas\":1,\"readyReplicas\":1,\"availableReplicas\":1}}");
  }

  @Test
  void a_configuration_waits_for_the_kinds_of_flux() {
    // Given
    awaitMessage(
        SOON, "FluxNotInstalled", "FluxNotInstalled: the cluster does not serve", "Kustomization");
    // When
    cluster.installFluxDefinitions();
    // Then
    await().atMost(SOON).until(() -> seen.exists(ManagedKind.Kustomization, apps, "web-apps"));
    // When
    try (FluxStandIn _ = FluxStandIn.in(cluster.client(), apps)) {
      // Then
      awaitCompliant();
    }
  }

  @Test
  void a_configuration_waits_for_the_controllers_of_flux() {
    // Given
    Duration grace = Attendance.GRACE.plus(SOON);
    cluster.installFluxDefinitions();
    awaitMessage(
        SOON, "Applied", "no Flux controller has looked at GitRepository " + apps + "/web yet");
    awaitMessage(
        grace,
        "FluxNotInstalled",
        "FluxNotInstalled: ",
        "no Deployment of Flux's source-controller");
    // When
    Deployment made = controller("source-controller");
    // Then
    awaitMessage(
        SOON,
        "FluxNotRunning",
        "Flux's source-controller is not running: Deployment "
            + cluster.namespace()
            + "/source-controller has no available replica");
    // When
    makeAvailable(made);
    // Then
    await().atMost(SOON).untilAsserted(() -> assertThat(reason()).isEqualTo("Applied"));
    // When
    try (FluxStandIn _ = FluxStandIn.in(cluster.client(), apps)) {
      // Then
      awaitCompliant();
    }
  }
}
