package io.fairlead.agent.control;

import static io.fairlead.agent.control.AgentUnderTest.changed;
import static io.fairlead.agent.control.AgentUnderTest.deleting;
import static io.fairlead.agent.control.AgentUnderTest.flux;
import static io.fairlead.agent.control.AgentUnderTest.wanted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fairlead.agent.cluster.FluxStandIn;
import io.fairlead.agent.cluster.NeedsRealApiServer;
import io.fairlead.agent.cluster.TestCluster;
import io.fairlead.agent.object.ManagedKind;
import io.fairlead.contract.event.Compliance;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.session.desired.HeldConfiguration;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A cluster with old Flux, which serves its kinds in `v1beta2` alone.
///
/// On the second server: the definitions of Flux's kinds are replaced for all who use it.
@NeedsRealApiServer(servers = 2)
class OldFluxTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String OLD = "v1beta2";

  private final TestCluster cluster = TestCluster.second(OldFluxTest.class);
  private final String apps = cluster.namespace() + "-apps";
  private final Seen seen = new Seen(cluster.client(), OLD);
  private FluxStandIn standIn;
  private AgentUnderTest agent;

  @BeforeEach
  void start() {
    cluster.removeFluxDefinitions();
    cluster.installOldFluxDefinitions();
    cluster.alsoRemoveNamespace(apps);
    standIn = FluxStandIn.in(cluster.client(), apps);
    agent = new AgentUnderTest(cluster.config(), cluster.namespace());
  }

  @AfterEach
  void stop() {
    agent.close();
    standIn.close();
    cluster.removeFluxDefinitions();
    cluster.installFluxDefinitions();
    cluster.close();
  }

  static Stream<Arguments> sources() {
    return Stream.of(
        Arguments.of(ManagedKind.GitRepository, Samples.SSH),
        Arguments.of(ManagedKind.Bucket, Samples.BUCKET),
        Arguments.of(
            ManagedKind.OCIRepository,
            "'sourceKind':'OCIRepository','ociRepository':{'url':'oci://registry.example.com/fleet',"
                + "'repositoryRef':{'tag':'latest'},'insecure':false,'useWorkloadIdentity':false,"
                + "'timeoutInSeconds':600,'syncIntervalInSeconds':600}"));
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

  /// In which version the agent wrote an object.
  private String written(ManagedKind kind, String name) {
    GenericKubernetesResource object = seen.object(kind, apps, name).require();
    return object.getMetadata().getManagedFields().stream()
        .filter(entry -> entry.getManager().equals("fairlead"))
        .map(ManagedFieldsEntry::getApiVersion)
        .findFirst()
        .orElse("");
  }

  private String properties(String source, boolean suspend, String path) {
    return Samples.flux(apps, "namespace", source, Samples.kustomization("apps", path))
        .replace("'suspend':false", "'suspend':" + suspend);
  }

  @ParameterizedTest
  @MethodSource("sources")
  void lives_from_creation_to_deletion(ManagedKind kind, String source) {
    // Given
    ResourceId id = flux("web");
    HeldConfiguration first = wanted(id, properties(source, false, "./apps"));
    // When it is created
    agent.hold(first);
    // Then
    awaitCompliance(id, 1, Compliance.Compliant);
    assertThat(written(kind, "web")).isEqualTo(kind.apiVersion(OLD));
    assertThat(written(ManagedKind.Kustomization, "web-apps"))
        .isEqualTo(ManagedKind.Kustomization.apiVersion(OLD));
    // When nothing changes
    Map<String, String> before = seen.versions(AgentUnderTest.record(id));
    HeldConfiguration same = changed(first, first.properties().toString());
    agent.hold(same);
    // Then
    awaitCompliance(id, 2, Compliance.Compliant);
    assertThat(seen.versions(AgentUnderTest.record(id))).isEqualTo(before);
    // When it changes
    HeldConfiguration other = changed(same, properties(source, false, "./others"));
    agent.hold(other);
    // Then
    awaitCompliance(id, 3, Compliance.Compliant);
    assertThat(seen.spec(ManagedKind.Kustomization, apps, "web-apps").path("path").asText())
        .isEqualTo("./others");
    // When it is suspended
    HeldConfiguration suspended = changed(other, properties(source, true, "./others"));
    agent.hold(suspended);
    // Then
    awaitCompliance(id, 4, Compliance.Suspended);
    assertThat(seen.spec(kind, apps, "web").path("suspend").asBoolean()).isTrue();
    // When it is deleted
    agent.hold(deleting(suspended));
    // Then
    await().atMost(SOON).until(() -> agent.cleanedUp().contains(deleting(suspended).version()));
    assertThat(seen.ofRecord(AgentUnderTest.record(id))).isEmpty();
  }
}
