package io.fairlead.agent.control;

import static io.fairlead.agent.control.AgentUnderTest.flux;
import static io.fairlead.agent.control.AgentUnderTest.wanted;
import static io.fairlead.agent.control.Samples.GIT;
import static io.fairlead.agent.control.Samples.kustomization;
import static io.fairlead.agent.control.Stage.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.agent.cluster.FaultyApi;
import io.fairlead.agent.cluster.HeldCalls;
import io.fairlead.agent.cluster.NeedsRealApiServer;
import io.fairlead.agent.object.ManagedKind;
import io.fairlead.contract.event.Compliance;
import io.fairlead.contract.id.ResourceId;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// A configuration is created again while the controllers still talk to the API about the record of
/// its former incarnation: what they say comes late, and the next record is served all the same.
@NeedsRealApiServer
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecordTakesOverTest {
  private Stage stage;
  private FaultyApi ofRecords;
  private FaultyApi ofControllers;

  @BeforeAll
  void start() {
    stage = Stage.of(RecordTakesOverTest.class);
    ofRecords = FaultyApi.before(stage.cluster().config(), 1);
    ofControllers = FaultyApi.before(stage.cluster().config(), 1);
    stage.stopAgent();
    stage.startAgent(ofRecords.config(), ofControllers.config());
  }

  @AfterEach
  void restore() {
    ofRecords.restore();
    ofControllers.restore();
    stage.flux().releaseDeletions();
  }

  @AfterAll
  void stop() {
    stage.close();
    ofRecords.close();
    ofControllers.close();
  }

  private String properties(String path) {
    return Samples.flux(stage.apps(), "namespace", GIT, kustomization("apps", path));
  }

  private ResourceId compliant(String name) {
    ResourceId id = stage.known(flux(name));
    stage.agent().hold(wanted(id, properties("./former")));
    stage.awaitCompliance(id, 1, Compliance.Compliant);
    return id;
  }

  /// One whose record waits for its Kustomization, which waits for Flux.
  private ResourceId beingRemoved(String name) {
    ResourceId id = compliant(name);
    stage.flux().holdDeletions();
    stage.agent().drop(id);
    await()
        .atMost(SOON)
        .until(() -> stage.object(ManagedKind.Kustomization, name + "-apps").isMarkedForDeletion());
    return id;
  }

  private String pathOf(ResourceId id) {
    return "/" + AgentUnderTest.record(id);
  }

  private String uid(ResourceId id) {
    return stage.record(id).map(record -> record.getMetadata().getUid()).orElse("");
  }

  private void assertServed(ResourceId id) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              assertThat(
                      stage
                          .seen()
                          .object(ManagedKind.Kustomization, stage.apps(), id.name() + "-apps")
                          .get())
                  .isNotNull()
                  .extracting(object -> object.<String>get("spec", "path"))
                  .isEqualTo("./again");
              assertThat(stage.record(id).orElseThrow().statusOrNone().compliance())
                  .isEqualTo("Compliant");
              assertThat(stage.record(id).orElseThrow().getFinalizers()).hasSize(1);
            });
  }

  @Test
  void the_controllers_let_the_former_record_go_and_hear_of_it_when_the_next_one_is_there()
      throws Exception {
    // Given Flux has not finished with the former Kustomization
    ResourceId id = beingRemoved("late-news");
    HeldCalls writes = ofRecords.hold("PATCH", pathOf(id), HeldCalls.At.CALL);
    HeldCalls news = ofControllers.hold("PATCH", pathOf(id), HeldCalls.At.ANSWER);
    // When the next state is written, the controllers are the first to let the former record go
    Thread holding =
        Thread.startVirtualThread(() -> stage.agent().hold(wanted(id, properties("./again"))));
    await().atMost(SOON).until(() -> writes.count() > 0);
    writes.letGo();
    await().atMost(SOON).until(() -> news.count() > 0);
    ofRecords.restore();
    holding.join();
    ofControllers.restore();
    stage.flux().releaseDeletions();
    // Then
    assertServed(id);
  }

  @Test
  void the_former_record_is_let_go_when_the_next_one_is_there() {
    // Given Flux has not finished with the former Kustomization
    ResourceId id = compliant("late-call");
    stage.flux().holdDeletions();
    stage.agent().drop(id);
    await()
        .atMost(SOON)
        .until(
            () -> stage.object(ManagedKind.Kustomization, "late-call-apps").isMarkedForDeletion());
    String former = uid(id);
    HeldCalls late = ofControllers.hold("PATCH", pathOf(id), HeldCalls.At.CALL);
    // When
    stage.agent().hold(wanted(id, properties("./again")));
    await().atMost(SOON).until(() -> late.count() > 0);
    assertThat(uid(id)).isNotEqualTo(former);
    late.letGo();
    await().atMost(SOON).until(() -> stage.reason(id).equals("Replacing"));
    ofControllers.restore();
    stage.flux().releaseDeletions();
    // Then
    assertServed(id);
  }

  @Test
  void the_answer_that_the_former_record_is_gone_comes_when_the_next_one_is_there() {
    // Given
    ResourceId id = compliant("late-answer");
    HeldCalls late = ofControllers.hold("PATCH", pathOf(id), HeldCalls.At.ANSWER);
    stage.agent().drop(id);
    await().atMost(SOON).until(() -> late.count() > 0);
    assertThat(stage.record(id)).isEmpty();
    // When
    stage.agent().hold(wanted(id, properties("./again")));
    ofControllers.restore();
    // Then
    assertServed(id);
  }

  @Test
  void the_former_record_is_deleted_once_more_when_the_next_one_is_there() throws Exception {
    // Given the former record is marked, and the controllers see it before it is deleted
    ResourceId id = compliant("late-deletion");
    HeldCalls late = ofControllers.hold("DELETE", pathOf(id), HeldCalls.At.CALL);
    HeldCalls early = ofRecords.hold("DELETE", pathOf(id), HeldCalls.At.CALL);
    Thread dropping = Thread.startVirtualThread(() -> stage.agent().drop(id));
    await().atMost(SOON).until(() -> late.count() > 0 && early.count() > 0);
    ofRecords.restore();
    dropping.join();
    stage.agent().hold(wanted(id, properties("./again")));
    String next = uid(id);
    // When
    ofControllers.restore();
    // Then
    assertServed(id);
    assertThat(uid(id)).isEqualTo(next);
  }

  @Test
  void the_next_record_is_looked_at_when_the_look_at_the_former_one_is_over() {
    // Given
    ResourceId id = compliant("one-look");
    HeldCalls deletions =
        ofControllers.hold("DELETE", "/kustomizations/one-look-apps", HeldCalls.At.CALL);
    stage.agent().drop(id);
    await().atMost(SOON).until(() -> deletions.count() > 0);
    // When
    stage.agent().hold(wanted(id, properties("./again")));
    // Then
    await().during(Duration.ofSeconds(1)).atMost(SOON).until(() -> deletions.count() == 1);
    ofControllers.restore();
    assertServed(id);
  }
}
