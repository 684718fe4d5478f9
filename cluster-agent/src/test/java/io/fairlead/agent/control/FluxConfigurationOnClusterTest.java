package io.fairlead.agent.control;

import static io.fairlead.agent.control.AgentUnderTest.changed;
import static io.fairlead.agent.control.AgentUnderTest.deleting;
import static io.fairlead.agent.control.AgentUnderTest.flux;
import static io.fairlead.agent.control.AgentUnderTest.wanted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.agent.cluster.FluxStandIn;
import io.fairlead.agent.cluster.NeedsRealApiServer;
import io.fairlead.agent.cluster.TestCluster;
import io.fairlead.agent.object.ManagedKind;
import io.fairlead.contract.event.Compliance;
import io.fairlead.contract.event.ConfigurationStatus;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.session.desired.HeldConfiguration;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Configurations of Flux v2 become objects on a real API server, change with their configuration,
/// and go with it.
@NeedsRealApiServer
class FluxConfigurationOnClusterTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  private final TestCluster cluster = TestCluster.of(FluxConfigurationOnClusterTest.class);
  private final String apps = cluster.namespace() + "-apps";
  private Seen seen;
  private FluxStandIn standIn;
  private AgentUnderTest agent;

  @BeforeEach
  void start() {
    cluster.installFluxDefinitions();
    cluster.alsoRemoveNamespace(apps);
    seen = new Seen(cluster.client());
    standIn = FluxStandIn.in(cluster.client(), apps);
    agent = new AgentUnderTest(cluster.config(), cluster.namespace());
  }

  @AfterEach
  void stop() {
    agent.close();
    standIn.close();
    cluster.close();
  }

  static Stream<Arguments> sources() {
    return Stream.of(
        Arguments.of(
            "GitRepository",
            ManagedKind.GitRepository,
            "'gitRepository':{'url':'https://git.example.com/fleet','repositoryRef':{'branch':'main'},"
                + "'timeoutInSeconds':600,'syncIntervalInSeconds':%d}"),
        Arguments.of(
            "GitRepository",
            ManagedKind.GitRepository,
            "'gitRepository':{'url':'ssh://git@github.com/example/fleet','repositoryRef':{'tag':'v1'},"
                + "'timeoutInSeconds':600,'syncIntervalInSeconds':%d}"),
        Arguments.of(
            "Bucket",
            ManagedKind.Bucket,
            "'bucket':{'url':'https://minio.example.com','bucketName':'fleet','insecure':false,"
                + "'localAuthRef':'creds','timeoutInSeconds':600,'syncIntervalInSeconds':%d}"),
        Arguments.of(
            "AzureBlob",
            ManagedKind.Bucket,
            "'azureBlob':{'url':'https://fleet.blob.example.com','containerName':'fleet',"
                + "'managedIdentity':{'clientId':'11111111-1111-1111-1111-111111111111'},"
                + "'timeoutInSeconds':600,'syncIntervalInSeconds':%d}"),
        Arguments.of(
            "OCIRepository",
            ManagedKind.OCIRepository,
            "'ociRepository':{'url':'oci://registry.example.com/fleet','repositoryRef':{'tag':'latest'},"
                + "'insecure':false,'useWorkloadIdentity':false,"
                + "'timeoutInSeconds':600,'syncIntervalInSeconds':%d}"));
  }

  private String properties(String kind, String source, boolean suspend, String kustomizations) {
    return "{'scope':'namespace','namespace':'%s','sourceKind':'%s','suspend':%s,%s,'kustomizations':{%s}}"
        .formatted(apps, kind, suspend, source, kustomizations);
  }

  private static String kustomization(String name, String path) {
    return "'%s':{'path':'%s','prune':true,'force':false,'wait':true,'timeoutInSeconds':600,'syncIntervalInSeconds':600}"
        .formatted(name, path);
  }

  private void awaitCompliance(ResourceId id, long generation, Compliance compliance) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(agent.status(id))
                    .hasValueSatisfying(
                        status -> {
                          assertThat(status.observed().generation()).isEqualTo(generation);
                          assertThat(status.compliance())
                              .as(status.toString())
                              .isEqualTo(compliance);
                        }));
  }

  @Test
  void no_longer_refers_to_a_secret_that_the_configuration_does_not_name_any_more() {
    // Given
    ResourceId id = flux("web");
    String source =
        "'gitRepository':{'url':'https://git.example.com/fleet','repositoryRef':{'branch':'main'},"
            + "%s'timeoutInSeconds':600,'syncIntervalInSeconds':300}";
    String kustomizations = kustomization("apps", "./apps");
    HeldConfiguration first =
        wanted(
            id,
            properties(
                "GitRepository",
                source.formatted("'localAuthRef':'creds',"),
                false,
                kustomizations));
    agent.hold(first);
    awaitCompliance(id, 1, Compliance.Compliant);
    assertThat(seen.spec(ManagedKind.GitRepository, apps, "web").at("/secretRef/name").asText())
        .isEqualTo("creds");
    // When
    agent.hold(
        changed(first, properties("GitRepository", source.formatted(""), false, kustomizations)));
    // Then
    awaitCompliance(id, 2, Compliance.Compliant);
    assertThat(seen.spec(ManagedKind.GitRepository, apps, "web").has("secretRef")).isFalse();
  }

  @ParameterizedTest
  @MethodSource("sources")
  void lives_from_creation_to_deletion(String kind, ManagedKind source, String block) {
    // Given
    ResourceId id = flux("web");
    HeldConfiguration first =
        wanted(id, properties(kind, block.formatted(300), false, kustomization("apps", "./apps")));
    // When it is created
    agent.hold(first);
    // Then
    awaitCompliance(id, 1, Compliance.Compliant);
    assertThat(seen.spec(source, apps, "web").path("interval").asText()).isEqualTo("5m0s");
    assertThat(seen.spec(ManagedKind.Kustomization, apps, "web-apps").path("path").asText())
        .isEqualTo("./apps");
    assertThat(
            seen.spec(ManagedKind.Kustomization, apps, "web-apps").at("/sourceRef/kind").asText())
        .isEqualTo(source.name());
    // When it changes
    HeldConfiguration second =
        changed(
            first,
            properties(kind, block.formatted(120), false, kustomization("infra", "./infra")));
    agent.hold(second);
    // Then
    awaitCompliance(id, 2, Compliance.Compliant);
    assertThat(seen.spec(source, apps, "web").path("interval").asText()).isEqualTo("2m0s");
    await().atMost(SOON).until(() -> !seen.exists(ManagedKind.Kustomization, apps, "web-apps"));
    assertThat(seen.exists(ManagedKind.Kustomization, apps, "web-infra")).isTrue();
    // When it is suspended
    HeldConfiguration third =
        changed(
            second,
            properties(kind, block.formatted(120), true, kustomization("infra", "./infra")));
    agent.hold(third);
    // Then
    awaitCompliance(id, 3, Compliance.Suspended);
    assertThat(seen.spec(source, apps, "web").path("suspend").asBoolean()).isTrue();
    assertThat(seen.spec(ManagedKind.Kustomization, apps, "web-infra").path("suspend").asBoolean())
        .isTrue();
    // When it is deleted
    agent.hold(deleting(third));
    // Then
    await().atMost(SOON).until(() -> agent.cleanedUp().contains(deleting(third).version()));
    assertThat(seen.ofRecord(AgentUnderTest.record(id))).isEmpty();
    assertThat(cluster.client().namespaces().withName(apps).get().isMarkedForDeletion()).isFalse();
    // When the hub forgets it
    agent.drop(id);
    // Then
    await().atMost(SOON).until(() -> seen.records(cluster.namespace()).isEmpty());
  }

  @Test
  void nothing_is_written_where_nothing_is_to_be_changed() {
    // Given
    ResourceId id = flux("web");
    HeldConfiguration state =
        wanted(
            id,
            properties(
                "GitRepository",
                "'gitRepository':{'url':'ssh://git@github.com/example/fleet','repositoryRef':{'branch':'main'},'timeoutInSeconds':600,'syncIntervalInSeconds':600}",
                false,
                kustomization("apps", "./apps")));
    agent.hold(state);
    awaitCompliance(id, 1, Compliance.Compliant);
    Map<String, String> before = seen.versions(AgentUnderTest.record(id));
    String key = agent.status(id).map(ConfigurationStatus::repositoryPublicKey).orElseThrow();
    int reports = agent.reports().size();
    // When another agent takes over, and the same state is sent again
    agent.close();
    agent = new AgentUnderTest(cluster.config(), cluster.namespace());
    agent.hold(changed(state, state.properties().toString()));
    awaitCompliance(id, 2, Compliance.Compliant);
    // Then
    assertThat(seen.versions(AgentUnderTest.record(id))).isEqualTo(before);
    assertThat(agent.status(id).map(ConfigurationStatus::repositoryPublicKey)).contains(key);
    assertThat(reports).isLessThan(6);
  }
}
