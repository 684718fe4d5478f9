package io.fairlead.agent.control;

import static io.fairlead.agent.control.AgentUnderTest.changed;
import static io.fairlead.agent.control.AgentUnderTest.deleting;
import static io.fairlead.agent.control.AgentUnderTest.flux;
import static io.fairlead.agent.control.AgentUnderTest.git;
import static io.fairlead.agent.control.AgentUnderTest.wanted;
import static io.fairlead.agent.control.Samples.kustomization;
import static io.fairlead.agent.control.Samples.operator;
import static io.fairlead.agent.control.Stage.DRIFT;
import static io.fairlead.agent.control.Stage.SOON;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fairlead.agent.cluster.NeedsRealApiServer;
import io.fairlead.agent.object.ManagedKind;
import io.fairlead.contract.event.Compliance;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.session.desired.HeldConfiguration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever somebody does to a configuration's objects by hand is undone within seconds, and
/// nothing is done to the objects of others.
@NeedsRealApiServer
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DriftTest {
  private static final ResourceId FLUX = flux("drift");
  private static final ResourceId FLUX_WIDE = flux("drift-wide");
  private static final ResourceId OPERATOR = git("drift-op");
  private static final ResourceId OPERATOR_WIDE = git("drift-op-wide");

  private static final String KUSTOMIZATION = "Kustomization drift-apps";
  private static final String REPOSITORY = "GitRepository drift";
  private static final String DEPLOYMENT = "Deployment drift-op";
  private static final String FLUX_KEY = "Secret " + AgentUnderTest.record(FLUX) + "-key";

  private Stage stage;

  @BeforeAll
  void start() {
    stage = Stage.of(DriftTest.class);
    configurations().forEach(stage::known);
    String apps = stage.apps();
    stage
        .agent()
        .hold(
            wanted(
                FLUX,
                Samples.flux(
                    apps,
                    "namespace",
                    Samples.SSH,
                    kustomization("infra", "./infra"),
                    kustomization("apps", "./apps", "infra"))),
            wanted(
                FLUX_WIDE,
                Samples.flux(apps, "cluster", Samples.SSH, kustomization("apps", "./apps"))),
            wanted(OPERATOR, operator(apps, "drift-op", "namespace", true)),
            wanted(OPERATOR_WIDE, operator(apps, "drift-op-wide", "cluster", true)));
    stage.awaitCompliance(FLUX, 1, Compliance.Compliant);
    stage.awaitCompliance(FLUX_WIDE, 1, Compliance.Compliant);
    stage.awaitCompliance(OPERATOR, 1, Compliance.Pending);
    stage.awaitCompliance(OPERATOR_WIDE, 1, Compliance.Pending);
  }

  @AfterAll
  void stop() {
    stage.close();
  }

  static Stream<ResourceId> configurations() {
    return Stream.of(FLUX, FLUX_WIDE, OPERATOR, OPERATOR_WIDE);
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void whatever_is_deleted_comes_back(ResourceId id) {
    // Given
    Map<String, GenericKubernetesResource> before = stage.objects(id);
    assertThat(before).hasSizeGreaterThan(5);
    before.forEach(
        (name, object) -> {
          // When
          stage.client().resource(object).delete();
          // Then
          await()
              .atMost(DRIFT)
              .untilAsserted(
                  () -> {
                    GenericKubernetesResource now = stage.client().resource(object).get();
                    assertThat(now).as(name).isNotNull();
                    assertThat(now.getMetadata().getUid())
                        .as(name)
                        .isNotEqualTo(object.getMetadata().getUid());
                    assertThat(stage.essence(now)).isEqualTo(stage.essence(object));
                  });
        });
  }

  private static Arguments edit(ResourceId id, String object, String patch) {
    return Arguments.of(id, object, patch);
  }

  private static Stream<Arguments> ofLabels(ResourceId id, String object) {
    return Stream.of(
        edit(id, object, "[{'op':'remove','path':'/metadata/labels/fairlead.io~1configuration'}]"),
        edit(id, object, "[{'op':'remove','path':'/metadata/labels/fairlead.io~1incarnation'}]"),
        edit(
            id,
            object,
            "[{'op':'remove','path':'/metadata/labels/app.kubernetes.io~1managed-by'}]"),
        edit(id, object, "[{'op':'remove','path':'/metadata/labels'}]"),
        edit(
            id,
            object,
            "[{'op':'replace','path':'/metadata/labels/fairlead.io~1configuration','value':'x'}]"),
        edit(
            id,
            object,
            "[{'op':'replace','path':'/metadata/labels/fairlead.io~1configuration','value':'%s'}]"
                .formatted(AgentUnderTest.record(FLUX_WIDE))),
        edit(
            id,
            object,
            "[{'op':'replace','path':'/metadata/labels/fairlead.io~1incarnation','value':'%s'}]"
                .formatted(new UUID(0, 1))),
        edit(id, object, "[{'op':'remove','path':'/metadata/annotations/fairlead.io~1applied'}]"));
  }

  static Stream<Arguments> edits() {
    String spec = "/spec/template/spec";
    return Stream.of(
            Stream.of(
                edit(FLUX, KUSTOMIZATION, "[{'op':'replace','path':'/spec/path','value':'./x'}]"),
                edit(FLUX, KUSTOMIZATION, "[{'op':'remove','path':'/spec/path'}]"),
                edit(FLUX, KUSTOMIZATION, "[{'op':'replace','path':'/spec/suspend','value':true}]"),
                edit(FLUX, KUSTOMIZATION, "[{'op':'remove','path':'/spec/dependsOn'}]"),
                edit(
                    FLUX,
                    KUSTOMIZATION,
                    "[{'op':'add','path':'/spec/dependsOn/-','value':{'name':'x'}}]"),
                edit(
                    FLUX,
                    KUSTOMIZATION,
                    "[{'op':'add','path':'/spec/targetNamespace','value':'x'}]"),
                edit(
                    FLUX,
                    KUSTOMIZATION,
                    "[{'op':'add','path':'/spec/patches','value':[{'patch':'- op: x','target':{'kind':'Pod'}}]},"
                        + "{'op':'replace','path':'/spec/prune','value':false}]"),
                edit(FLUX, REPOSITORY, "[{'op':'add','path':'/spec/ignore','value':'*'}]"),
                edit(FLUX, REPOSITORY, "[{'op':'add','path':'/spec/ref/tag','value':'v1'}]"),
                edit(
                    FLUX,
                    REPOSITORY,
                    "[{'op':'replace','path':'/spec/url','value':'https://example.com/x'}]"),
                edit(FLUX, "Secret drift-auth", "[{'op':'add','path':'/data/x','value':'eA=='}]"),
                edit(
                    FLUX,
                    "Secret drift-auth",
                    "[{'op':'replace','path':'/data/identity','value':'eA=='}]"),
                edit(FLUX, "Secret drift-auth", "[{'op':'remove','path':'/data'}]"),
                edit(FLUX, FLUX_KEY, "[{'op':'replace','path':'/data/identity','value':'eA=='}]"),
                edit(
                    FLUX,
                    "ServiceAccount fairlead-drift",
                    "[{'op':'replace','path':'/automountServiceAccountToken','value':true}]"),
                edit(
                    FLUX,
                    "RoleBinding fairlead-drift",
                    "[{'op':'add','path':'/subjects/-','value':{'kind':'User','name':'x',"
                        + "'apiGroup':'rbac.authorization.k8s.io'}}]"),
                edit(
                    FLUX_WIDE,
                    "ClusterRoleBinding fairlead-" + AgentUnderTest.record(FLUX_WIDE),
                    "[{'op':'remove','path':'/subjects'}]"),
                edit(OPERATOR, DEPLOYMENT, "[{'op':'replace','path':'/spec/replicas','value':3}]"),
                edit(
                    OPERATOR,
                    DEPLOYMENT,
                    "[{'op':'add','path':'/spec/template/metadata/labels/x','value':'y'}]"),
                edit(
                    OPERATOR,
                    DEPLOYMENT,
                    "[{'op':'replace','path':'%s/containers/0/image','value':'x'}]"
                        .formatted(spec)),
                edit(
                    OPERATOR,
                    DEPLOYMENT,
                    "[{'op':'add','path':'%s/containers/0/env','value':[{'name':'X','value':'y'}]}]"
                        .formatted(spec)),
                edit(
                    OPERATOR,
                    DEPLOYMENT,
                    "[{'op':'add','path':'%s/containers/0/args/-','value':'--x'}]".formatted(spec)),
                edit(
                    OPERATOR,
                    DEPLOYMENT,
                    ("[{'op':'add','path':'%1$s/containers/-','value':{'name':'x','image':'x'}},"
                            + "{'op':'replace','path':'%1$s/containers/0/image','value':'x'}]")
                        .formatted(spec)),
                edit(
                    OPERATOR,
                    DEPLOYMENT,
                    "[{'op':'add','path':'%s/volumes/0','value':{'name':'x','emptyDir':{}}}]"
                        .formatted(spec)),
                edit(
                    OPERATOR,
                    DEPLOYMENT,
                    ("[{'op':'replace','path':'%s/volumes/1','value':{'name':'git-keygen',"
                            + "'configMap':{'name':'x'}}}]")
                        .formatted(spec)),
                edit(
                    OPERATOR,
                    "Service memcached-drift-op",
                    "[{'op':'add','path':'/spec/ports/-','value':{'name':'x','port':1}}]"),
                edit(
                    OPERATOR,
                    "Service memcached-drift-op",
                    "[{'op':'replace','path':'/spec/ports/0/targetPort','value':1}]"),
                edit(
                    OPERATOR,
                    "ClusterRole fairlead-" + AgentUnderTest.record(OPERATOR) + "-definitions",
                    "[{'op':'add','path':'/rules/-','value':{'apiGroups':['*'],'resources':['*'],"
                        + "'verbs':['*']}}]")),
            ofLabels(FLUX, KUSTOMIZATION),
            ofLabels(FLUX, REPOSITORY),
            ofLabels(FLUX, FLUX_KEY),
            ofLabels(OPERATOR, DEPLOYMENT))
        .flatMap(edits -> edits);
  }

  @ParameterizedTest
  @MethodSource("edits")
  void whatever_is_edited_is_put_right_in_place(ResourceId id, String name, String patch) {
    // Given
    GenericKubernetesResource object = stage.objects(id).get(name);
    assertThat(object).as(name).isNotNull();
    JsonNode before = stage.essence(object);
    // When
    JsonNode edited = stage.essence(stage.edit(object, patch));
    // Then
    assertThat(edited).isNotEqualTo(before);
    await()
        .atMost(DRIFT)
        .untilAsserted(
            () -> {
              GenericKubernetesResource now = stage.client().resource(object).get();
              assertThat(now).isNotNull();
              assertThat(stage.essence(now)).isEqualTo(before);
              assertThat(now.getMetadata().getUid()).isEqualTo(object.getMetadata().getUid());
            });
  }

  @Test
  void what_tools_of_flux_note_in_metadata_is_left_alone() {
    // Given
    GenericKubernetesResource object = requireNonNull(stage.objects(FLUX).get(REPOSITORY));
    // When
    stage.edit(
        object,
        "[{'op':'add','path':'/metadata/annotations/reconcile.fluxcd.io~1requestedAt','value':'now'},"
            + "{'op':'add','path':'/metadata/finalizers/-','value':'example.com/keep'},"
            + "{'op':'replace','path':'/spec/url','value':'https://example.com/x'}]");
    // Then
    await()
        .atMost(DRIFT)
        .untilAsserted(
            () ->
                assertThat(stage.essence(stage.client().resource(object).get()))
                    .isEqualTo(stage.essence(object)));
    GenericKubernetesResource now = stage.client().resource(object).get();
    assertThat(now.getFinalizers()).contains("example.com/keep");
    assertThat(now.getMetadata().getAnnotations())
        .containsEntry("reconcile.fluxcd.io/requestedAt", "now");
    stage.edit(now, "[{'op':'remove','path':'/metadata/finalizers/1'}]");
  }

  @Test
  void objects_of_others_are_left_alone_from_creation_to_deletion() {
    // Given
    ResourceId id = stage.known(flux("guest"));
    ResourceId operator = stage.known(git("guest-op"));
    Bystanders bystanders = Bystanders.in(stage.client(), stage.apps(), id);
    HeldConfiguration flux =
        wanted(
            id,
            Samples.flux(stage.apps(), "namespace", Samples.SSH, kustomization("apps", "./apps")));
    HeldConfiguration git = wanted(operator, operator(stage.apps(), "guest-op", "namespace", true));
    // When the configurations are created
    stage.agent().hold(flux, git);
    stage.awaitCompliance(id, 1, Compliance.Compliant);
    stage.awaitCompliance(operator, 1, Compliance.Pending);
    // When they change
    HeldConfiguration changedFlux =
        changed(
            flux,
            Samples.flux(
                stage.apps(), "namespace", Samples.BUCKET, kustomization("infra", "./infra")));
    HeldConfiguration changedGit =
        changed(git, operator(stage.apps(), "guest-op", "namespace", false));
    stage.agent().hold(changedFlux, changedGit);
    stage.awaitCompliance(id, 2, Compliance.Compliant);
    stage.awaitCompliance(operator, 2, Compliance.Pending);
    // When something of them is deleted by hand
    stage.client().resource(stage.object(ManagedKind.Bucket, "guest")).delete();
    await().atMost(SOON).until(() -> stage.exists(ManagedKind.Bucket, "guest"));
    // When they are deleted
    stage.agent().hold(deleting(changedFlux), deleting(changedGit));
    await()
        .atMost(SOON)
        .until(
            () ->
                stage
                    .agent()
                    .cleanedUp()
                    .containsAll(
                        java.util.List.of(
                            deleting(changedFlux).version(), deleting(changedGit).version())));
    // Then
    assertThat(bystanders.versions()).isEqualTo(bystanders.versionsAtFirst());
  }
}
