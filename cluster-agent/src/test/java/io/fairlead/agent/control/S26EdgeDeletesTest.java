package io.fairlead.agent.control;

import static io.fairlead.agent.control.AgentUnderTest.changed;
import static io.fairlead.agent.control.AgentUnderTest.flux;
import static io.fairlead.agent.control.AgentUnderTest.git;
import static io.fairlead.agent.control.AgentUnderTest.wanted;
import static io.fairlead.agent.control.Samples.GIT;
import static io.fairlead.agent.control.Samples.kustomization;
import static io.fairlead.agent.control.Samples.operator;
import static io.fairlead.agent.control.Stage.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fairlead.agent.cluster.NeedsRealApiServer;
import io.fairlead.agent.object.ManagedKind;
import io.fairlead.agent.record.ConfigRecord;
import io.fairlead.agent.record.RecordKind;
import io.fairlead.contract.event.Compliance;
import io.fairlead.contract.event.Lifecycle;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.session.desired.HeldConfiguration;
import io.fairlead.session.desired.StateChange;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Only the hub removes a configuration. Records that are edited or deleted in the cluster come
/// back, their objects stay as they are, and other configurations go on meanwhile.
@NeedsRealApiServer
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class S26EdgeDeletesTest {
  private static final ResourceId FLUX = flux("edge");
  private static final ResourceId OPERATOR = git("edge-op");
  private static final ResourceId OTHER = flux("edge-other");
  private static final List<ResourceId> RECORDED = List.of(FLUX, OPERATOR);

  private Stage stage;
  private HeldConfiguration fluxState;
  private HeldConfiguration other;

  @BeforeAll
  void start() {
    stage = Stage.of(S26EdgeDeletesTest.class);
    RECORDED.forEach(stage::known);
    fluxState =
        wanted(
            FLUX,
            Samples.flux(stage.apps(), "namespace", Samples.SSH, kustomization("apps", "./apps")));
    other = otherState(wanted(stage.known(OTHER), "{}"));
    stage
        .agent()
        .hold(
            fluxState,
            wanted(OPERATOR, operator(stage.apps(), "edge-op", "namespace", true)),
            other);
    stage.awaitCompliance(FLUX, 1, Compliance.Compliant);
    stage.awaitCompliance(OPERATOR, 1, Compliance.Pending);
    stage.makeAvailable(OPERATOR);
    stage.awaitCompliance(OPERATOR, 1, Compliance.Compliant);
    stage.awaitCompliance(OTHER, other.generation(), Compliance.Compliant);
  }

  @AfterAll
  void stop() {
    stage.close();
  }

  private HeldConfiguration otherState(HeldConfiguration former) {
    return changed(
        former,
        Samples.flux(
            stage.apps(),
            "namespace",
            GIT,
            kustomization("apps", "./generation-" + former.generation())));
  }

  /// The queue is not wedged.
  @AfterEach
  void another_configuration_still_changes_at_once() {
    other = otherState(other);
    stage.agent().hold(other);
    stage.awaitCompliance(OTHER, other.generation(), Compliance.Compliant);
  }

  private Resource<? extends ConfigRecord> resource(ResourceId id) {
    return stage
        .client()
        .resources(RecordKind.of(id).type())
        .inNamespace(stage.cluster().namespace())
        .withName(AgentUnderTest.record(id));
  }

  private void edit(ResourceId id, String patch) {
    var _ = resource(id).patch(PatchContext.of(PatchType.JSON), patch.replace('\'', '"'));
  }

  private static final String NO_FINALIZER = "[{'op':'remove','path':'/metadata/finalizers'}]";

  static Stream<Arguments> deletions() {
    return RECORDED.stream()
        .flatMap(id -> Stream.of(Arguments.of(id, false), Arguments.of(id, true)));
  }

  @ParameterizedTest
  @MethodSource("deletions")
  void a_record_that_is_deleted_comes_back_and_its_objects_stay(ResourceId id, boolean stripped) {
    // Given
    ConfigRecord before = stage.record(id).orElseThrow();
    Map<String, String> objects = stage.seen().versions(AgentUnderTest.record(id));
    // When
    if (stripped) {
      edit(id, NO_FINALIZER);
    }
    resource(id).delete();
    // Then
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(stage.record(id))
                    .hasValueSatisfying(
                        now -> {
                          assertThat(now.getMetadata().getUid())
                              .isNotEqualTo(before.getMetadata().getUid());
                          assertThat(now.getSpec()).isEqualTo(before.getSpec());
                          assertThat(now.statusOrNone().compliance()).isEqualTo("Compliant");
                        }));
    assertThat(stage.seen().versions(AgentUnderTest.record(id))).isEqualTo(objects);
    assertThat(stage.agent().cleanedUp()).isEmpty();
  }

  static Stream<Arguments> edits() {
    return RECORDED.stream()
        .flatMap(
            id ->
                Stream.of(
                        "[{'op':'replace','path':'/spec/properties','value':{}}]",
                        "[{'op':'remove','path':'/spec/properties'}]",
                        "[{'op':'replace','path':'/spec/generation','value':99}]",
                        "[{'op':'replace','path':'/spec/lifecycle','value':'Deleting'}]",
                        "[{'op':'replace','path':'/spec/lifecycle','value':'Removed'}]",
                        "[{'op':'remove','path':'/spec/lifecycle'}]",
                        "[{'op':'replace','path':'/spec/resourceId','value':'x'}]",
                        "[{'op':'remove','path':'/spec/resourceId'}]",
                        "[{'op':'remove','path':'/spec/uid'}]",
                        "[{'op':'remove','path':'/spec/checksum'}]",
                        "[{'op':'replace','path':'/spec','value':{}}]",
                        "[{'op':'remove','path':'/spec'}]",
                        "[{'op':'replace','path':'/spec/lifecycle','value':'Removed'},"
                            + "{'op':'remove','path':'/metadata/finalizers'}]")
                    .map(patch -> Arguments.of(id, patch)));
  }

  @ParameterizedTest
  @MethodSource("edits")
  void a_record_that_is_edited_is_put_right_and_its_objects_stay(ResourceId id, String patch) {
    // Given
    ConfigRecord before = stage.record(id).orElseThrow();
    Map<String, String> objects = stage.seen().versions(AgentUnderTest.record(id));
    // When
    edit(id, patch);
    // Then
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              assertThat(stage.record(id).orElseThrow().getSpec()).isEqualTo(before.getSpec());
              assertThat(stage.record(id).orElseThrow().getFinalizers()).hasSize(1);
            });
    assertThat(stage.seen().versions(AgentUnderTest.record(id))).isEqualTo(objects);
    assertThat(stage.agent().cleanedUp()).isEmpty();
  }

  static Stream<Arguments> damages() {
    return Stream.of(
        Arguments.of(FLUX, "[{'op':'replace','path':'/spec/lifecycle','value':'Removed'}]"),
        Arguments.of(FLUX, "[{'op':'remove','path':'/spec/lifecycle'}]"),
        Arguments.of(FLUX, "[{'op':'replace','path':'/spec/resourceId','value':'x'}]"),
        Arguments.of(FLUX, "[{'op':'remove','path':'/spec/checksum'}]"),
        Arguments.of(OPERATOR, "[{'op':'replace','path':'/spec/properties','value':{}}]"),
        Arguments.of(OPERATOR, "[{'op':'remove','path':'/spec'}]"));
  }

  @ParameterizedTest
  @MethodSource("damages")
  void a_record_that_is_edited_while_the_agent_is_down_is_not_used(ResourceId id, String patch) {
    // Given
    ConfigRecord before = stage.record(id).orElseThrow();
    HeldConfiguration state =
        new HeldConfiguration(
            id,
            before.getSpec().version().uid(),
            before.getSpec().generation(),
            before.getSpec().epoch(),
            Lifecycle.Active,
            before.getSpec().properties(),
            false);
    Map<String, String> objects = stage.seen().versions(AgentUnderTest.record(id));
    stage.stopAgent();
    // When
    edit(id, patch);
    stage.startAgent();
    // Then it is not used
    assertThat(stage.agent().loaded())
        .noneMatch(change -> change instanceof StateChange.Hold(var held) && held.id().equals(id));
    other = otherState(other);
    stage.agent().hold(other);
    stage.awaitCompliance(OTHER, other.generation(), Compliance.Compliant);
    assertThat(stage.seen().versions(AgentUnderTest.record(id))).isEqualTo(objects);
    // When the hub sends it again
    stage.agent().hold(state);
    // Then
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> assertThat(stage.record(id).orElseThrow().getSpec()).isEqualTo(before.getSpec()));
    assertThat(stage.seen().versions(AgentUnderTest.record(id))).isEqualTo(objects);
  }

  @ParameterizedTest
  @MethodSource("deletions")
  void a_record_that_is_deleted_while_the_agent_is_down_leaves_its_objects(
      ResourceId id, boolean stripped) {
    // Given
    ConfigRecord before = stage.record(id).orElseThrow();
    Map<String, String> objects = stage.seen().versions(AgentUnderTest.record(id));
    stage.stopAgent();
    // When
    if (stripped) {
      edit(id, NO_FINALIZER);
    }
    resource(id).delete();
    stage.startAgent();
    // Then what the finalizer kept is what is held, and the rest is for the hub to send
    assertThat(stage.agent().loaded())
        .filteredOn(change -> change instanceof StateChange.Hold(var held) && held.id().equals(id))
        .hasSize(stripped ? 0 : 1);
    if (stripped) {
      stage
          .agent()
          .hold(
              new HeldConfiguration(
                  id,
                  before.getSpec().version().uid(),
                  before.getSpec().generation(),
                  before.getSpec().epoch(),
                  Lifecycle.Active,
                  before.getSpec().properties(),
                  false));
    }
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(stage.record(id))
                    .hasValueSatisfying(
                        now -> {
                          assertThat(now.getMetadata().getUid())
                              .isNotEqualTo(before.getMetadata().getUid());
                          assertThat(now.getSpec()).isEqualTo(before.getSpec());
                          assertThat(now.statusOrNone().compliance()).isEqualTo("Compliant");
                        }));
    assertThat(stage.seen().versions(AgentUnderTest.record(id))).isEqualTo(objects);
  }

  @Test
  void a_record_that_somebody_else_makes_does_nothing() {
    // Given
    ConfigRecord copy = stage.record(FLUX).orElseThrow();
    copy.getMetadata().setName("by-hand");
    copy.getMetadata().setResourceVersion(null);
    copy.getMetadata().setUid(null);
    Map<String, String> objects = stage.seen().versions(AgentUnderTest.record(FLUX));
    // When
    stage.client().resource(copy).create();
    stage.client().resource(copy).delete();
    // Then
    await()
        .atMost(SOON)
        .until(() -> !stage.seen().records(stage.cluster().namespace()).contains("by-hand"));
    assertThat(stage.seen().versions(AgentUnderTest.record(FLUX))).isEqualTo(objects);
    assertThat(stage.seen().ofRecord("by-hand")).isEmpty();
    assertThat(stage.exists(ManagedKind.GitRepository, "edge")).isTrue();
  }
}
