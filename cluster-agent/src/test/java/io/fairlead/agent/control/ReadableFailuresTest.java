package io.fairlead.agent.control;

import static io.fairlead.agent.control.AgentUnderTest.flux;
import static io.fairlead.agent.control.AgentUnderTest.wanted;
import static io.fairlead.agent.control.Samples.GIT;
import static io.fairlead.agent.control.Samples.kustomization;
import static io.fairlead.agent.control.Stage.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fairlead.agent.cluster.NeedsRealApiServer;
import io.fairlead.agent.object.ManagedKind;
import io.fairlead.contract.event.Compliance;
import io.fairlead.contract.event.ConfigurationStatus;
import io.fairlead.contract.id.ResourceId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What the cluster does not allow is said in a sentence that names the object, and is tried again
/// until it is allowed.
@NeedsRealApiServer
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadableFailuresTest {
  private Stage stage;

  @BeforeAll
  void start() {
    stage = Stage.of(ReadableFailuresTest.class);
  }

  @AfterAll
  void stop() {
    stage.close();
  }

  private ConfigurationStatus failed(ResourceId id, String reason) {
    ConfigurationStatus status = stage.awaitCompliance(id, 1, Compliance.NonCompliant);
    await().atMost(SOON).until(() -> stage.reason(id).equals(reason));
    assertThat(stage.record(id).orElseThrow().statusOrNone().message()).isEqualTo(status.message());
    return status;
  }

  @Test
  void a_field_of_a_wrong_type_is_refused() {
    // Given
    ResourceId id = stage.known(flux("typo"));
    String source = Samples.git(",'additionalConfigurations':{'recurseSubmodules':'certainly'}");
    // When
    stage
        .agent()
        .hold(
            wanted(
                id,
                Samples.flux(stage.apps(), "namespace", source, kustomization("apps", "./apps"))));
    // Then
    assertThat(failed(id, "Refused").message())
        .contains("GitRepository " + stage.apps() + "/typo was refused", "recurseSubmodules");
  }

  @Test
  void a_field_that_flux_does_not_know_is_refused() {
    // Given
    ResourceId id = stage.known(flux("unknown"));
    String source = Samples.git(",'additionalConfigurations':{'submodules':true}");
    // When
    stage
        .agent()
        .hold(
            wanted(
                id,
                Samples.flux(stage.apps(), "namespace", source, kustomization("apps", "./apps"))));
    // Then
    assertThat(failed(id, "Refused").message())
        .contains("GitRepository " + stage.apps() + "/unknown", "submodules");
  }

  @Test
  void an_object_of_somebody_else_is_left_alone_until_it_is_gone() {
    // Given
    ResourceId id = stage.known(flux("taken"));
    HasMetadata theirs =
        stage
            .client()
            .resource(
                ("{'apiVersion':'source.toolkit.fluxcd.io/v1','kind':'GitRepository','metadata':"
                        + "{'name':'taken','namespace':'%s'},'spec':{'url':'https://example.com/x',"
                        + "'interval':'1m0s'}}")
                    .formatted(stage.apps())
                    .replace('\'', '"'))
            .create();
    // When
    stage
        .agent()
        .hold(
            wanted(
                id, Samples.flux(stage.apps(), "namespace", GIT, kustomization("apps", "./apps"))));
    // Then
    assertThat(failed(id, "NameCollision").message())
        .contains("NameCollision", "GitRepository " + stage.apps() + "/taken");
    assertThat(
            stage
                .seen()
                .spec(ManagedKind.GitRepository, stage.apps(), "taken")
                .path("url")
                .asText())
        .isEqualTo("https://example.com/x");
    // When
    stage.client().resource(theirs).delete();
    // Then
    stage.awaitCompliance(id, 1, Compliance.Compliant);
  }

  @Test
  void nothing_can_be_made_in_a_namespace_that_is_being_removed() {
    // Given
    ResourceId id = stage.known(flux("going"));
    String going = stage.apps() + "-going";
    stage.cluster().alsoRemoveNamespace(going);
    stage
        .client()
        .resource(new NamespaceBuilder().withNewMetadata().withName(going).endMetadata().build())
        .create();
    // No controller runs that would let it go.
    stage.client().namespaces().withName(going).delete();
    // When
    stage
        .agent()
        .hold(wanted(id, Samples.flux(going, "namespace", GIT, kustomization("apps", "./apps"))));
    // Then
    assertThat(failed(id, "Refused").message())
        .contains("ServiceAccount " + going + "/fairlead-going was refused", "being terminated");
  }

  @Test
  void a_configuration_that_cannot_be_made_real_is_said_to_be_invalid() {
    // Given
    ResourceId id = stage.known(flux("invalid"));
    String source = Samples.git(",'additionalConfigurations':{'suspend':true}");
    // When
    stage
        .agent()
        .hold(
            wanted(
                id,
                Samples.flux(stage.apps(), "namespace", source, kustomization("apps", "./apps"))));
    // Then
    assertThat(failed(id, "Invalid").message())
        .contains("additionalConfigurations.suspend", "is not allowed");
  }
}
