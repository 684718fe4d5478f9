package io.fairlead.agent.control;

import static io.fairlead.agent.control.AgentUnderTest.flux;
import static io.fairlead.agent.control.AgentUnderTest.wanted;
import static io.fairlead.agent.control.Samples.GIT;
import static io.fairlead.agent.control.Samples.kustomization;
import static io.fairlead.agent.control.Stage.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fairlead.agent.cluster.NeedsRealApiServer;
import io.fairlead.agent.object.ManagedKind;
import io.fairlead.contract.event.Compliance;
import io.fairlead.contract.event.ConfigurationStatus;
import io.fairlead.contract.id.ResourceId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What Flux applies for a configuration, of its own kinds, is listed with it and counts for it;
/// what it applies for others is not.
@NeedsRealApiServer
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AppliedByFluxTest {
  private static final String HELM = "helm.toolkit.fluxcd.io/v2";
  private static final String READY =
      "'conditions':[{'type':'Ready','status':'True','reason':'InstallSucceeded','message':'ok',"
          + "'lastTransitionTime':'2026-11-25T12:00:00Z'}]";
  private static final String FAILED =
      "'conditions':[{'type':'Ready','status':'False','reason':'UpgradeFailed',"
          + "'message':'timed out','lastTransitionTime':'2026-11-25T12:00:00Z'}]";

  private Stage stage;

  @BeforeAll
  void start() {
    stage = Stage.of(AppliedByFluxTest.class);
  }

  @AfterAll
  void stop() {
    stage.close();
  }

  private ResourceId configuration(String name) {
    ResourceId id = stage.known(flux(name));
    stage
        .agent()
        .hold(
            wanted(
                id, Samples.flux(stage.apps(), "namespace", GIT, kustomization("apps", "./apps"))));
    stage.awaitCompliance(id, 1, Compliance.Compliant);
    return id;
  }

  /// Makes an object as a Kustomization would.
  private GenericKubernetesResource applied(
      String by, String apiVersion, String kind, String name, String spec) {
    return stage
        .client()
        .resource(
            stage
                .client()
                .getKubernetesSerialization()
                .unmarshal(
                    ("{'apiVersion':'%s','kind':'%s','metadata':{'name':'%s','namespace':'%s','labels':"
                            + "{'kustomize.toolkit.fluxcd.io/name':'%s',"
                            + "'kustomize.toolkit.fluxcd.io/namespace':'%s'}},'spec':%s}")
                        .formatted(apiVersion, kind, name, stage.apps(), by, stage.apps(), spec)
                        .replace('\'', '"'),
                    GenericKubernetesResource.class))
        .create();
  }

  /// Says in a Kustomization's status what it applied.
  private void inventory(String kustomization, String... ids) {
    stage.setStatus(
        stage.seen().object(ManagedKind.Kustomization, stage.apps(), kustomization).require(),
        "'inventory':{'entries':[%s]}"
            .formatted(
                Arrays.stream(ids)
                    .map(id -> "{'id':'%s_%s','v':'v1'}".formatted(stage.apps(), id))
                    .collect(Collectors.joining(","))));
  }

  private GenericKubernetesResource release(String by, String name) {
    return applied(
        by,
        HELM,
        "HelmRelease",
        name,
        "{'interval':'10m','chart':{'spec':{'chart':'shop'}},'values':{'password':'never told'}}");
  }

  private static List<JsonNode> listed(ConfigurationStatus status, String kind) {
    return StreamSupport.stream(Objects.requireNonNull(status.objects()).spliterator(), false)
        .filter(entry -> entry.path("kind").asText().equals(kind))
        .toList();
  }

  private JsonNode awaitListed(ResourceId id, String kind, String name, String compliance) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(stage.agent().status(id))
                    .hasValueSatisfying(
                        status ->
                            assertThat(listed(status, kind))
                                .as(status.toString())
                                .anySatisfy(
                                    entry -> {
                                      assertThat(entry.path("name").asText()).isEqualTo(name);
                                      assertThat(entry.path("complianceState").asText())
                                          .isEqualTo(compliance);
                                    })));
    return listed(stage.agent().status(id).orElseThrow(), kind).stream()
        .filter(entry -> entry.path("name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_release_is_listed_with_what_helm_says_of_it() {
    // Given
    ResourceId id = configuration("shop");
    GenericKubernetesResource release = release("shop-apps", "shop");
    inventory("shop-apps", "shop_helm.toolkit.fluxcd.io_HelmRelease", "shop_apps_Deployment");
    // When
    stage.setStatus(
        release,
        "'helmChart':'%s/charts-shop','failures':0,'installFailures':1,'upgradeFailures':2,"
                .formatted(stage.apps())
            + "'history':[{'version':7,'digest':'sha256:1'},{'version':6}],"
            + READY);
    // Then
    JsonNode entry = awaitListed(id, "HelmRelease", "shop", "Compliant");
    assertThat(entry.at("/appliedBy/name").asText()).isEqualTo("shop-apps");
    assertThat(entry.at("/appliedBy/namespace").asText()).isEqualTo(stage.apps());
    assertThat(entry.path("helmReleaseProperties").toString())
        .isEqualTo(
            ("{'lastRevisionApplied':7,'helmChartRef':{'name':'charts-shop','namespace':'%s'},"
                    + "'failureCount':0,'installFailureCount':1,'upgradeFailureCount':2}")
                .formatted(stage.apps())
                .replace('\'', '"'));
    assertThat(stage.agent().status(id).orElseThrow().toString()).doesNotContain("never told");
    stage.awaitCompliance(id, 1, Compliance.Compliant);
  }

  @Test
  void a_release_that_fails_makes_its_configuration_non_compliant_until_it_is_gone() {
    // Given
    ResourceId id = configuration("broken");
    GenericKubernetesResource release = release("broken-apps", "broken");
    inventory("broken-apps", "broken_helm.toolkit.fluxcd.io_HelmRelease");
    // When
    stage.setStatus(release, FAILED);
    // Then
    awaitListed(id, "HelmRelease", "broken", "Non-Compliant");
    assertThat(stage.awaitCompliance(id, 1, Compliance.NonCompliant).message())
        .isEqualTo("HelmRelease " + stage.apps() + "/broken: timed out");
    // When
    stage.client().resource(release).delete();
    // Then
    assertThat(listed(stage.awaitCompliance(id, 1, Compliance.Compliant), "HelmRelease")).isEmpty();
  }

  @Test
  void what_an_applied_kustomization_applied_is_listed_too_and_nothing_of_others() {
    // Given
    ResourceId id = configuration("deep");
    ResourceId other = configuration("other");
    // When
    applied(
        "deep-apps",
        "kustomize.toolkit.fluxcd.io/v1",
        "Kustomization",
        "inner",
        "{'interval':'10m','prune':true,'sourceRef':{'kind':'GitRepository','name':'deep'}}");
    inventory("deep-apps", "inner_kustomize.toolkit.fluxcd.io_Kustomization");
    inventory(
        "inner",
        "nested_helm.toolkit.fluxcd.io_HelmRelease",
        "charts_source.toolkit.fluxcd.io_HelmRepository");
    stage.setStatus(release("inner", "nested"), READY);
    stage.setStatus(release("elsewhere", "foreign"), READY);
    // Labelled by hand
    stage.setStatus(release("deep-apps", "forged"), FAILED);
    applied(
        "inner",
        "source.toolkit.fluxcd.io/v1",
        "HelmRepository",
        "charts",
        "{'url':'oci://registry.example.com/charts','type':'oci'}");
    // Then
    JsonNode nested = awaitListed(id, "HelmRelease", "nested", "Compliant");
    assertThat(nested.at("/appliedBy/name").asText()).isEqualTo("inner");
    JsonNode inner = awaitListed(id, "Kustomization", "inner", "Compliant");
    assertThat(inner.at("/appliedBy/name").asText()).isEqualTo("deep-apps");
    awaitListed(id, "HelmRepository", "charts", "Compliant");
    stage.awaitCompliance(id, 1, Compliance.Compliant);
    ConfigurationStatus last = stage.agent().status(id).orElseThrow();
    assertThat(listed(last, "HelmRelease")).hasSize(1);
    assertThat(listed(stage.agent().status(other).orElseThrow(), "HelmRelease")).isEmpty();
  }

  @Test
  void what_flux_applied_is_never_changed() {
    // Given
    ResourceId id = configuration("read");
    GenericKubernetesResource release = release("read-apps", "read");
    inventory("read-apps", "read_helm.toolkit.fluxcd.io_HelmRelease");
    stage.setStatus(release, FAILED);
    awaitListed(id, "HelmRelease", "read", "Non-Compliant");
    String before = stage.client().resource(release).get().getMetadata().getResourceVersion();
    // When
    stage.agent().drop(id);
    // Then
    await().atMost(SOON).until(() -> stage.record(id).isEmpty());
    GenericKubernetesResource now = stage.client().resource(release).get();
    assertThat(now.getMetadata().getResourceVersion()).isEqualTo(before);
    assertThat(now.getMetadata().getLabels())
        .isEqualTo(
            Map.of(
                "kustomize.toolkit.fluxcd.io/name",
                "read-apps",
                "kustomize.toolkit.fluxcd.io/namespace",
                stage.apps()));
  }
}
