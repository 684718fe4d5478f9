package io.fairlead.agent.control;

import static io.fairlead.agent.control.AgentUnderTest.flux;
import static io.fairlead.agent.control.AgentUnderTest.wanted;
import static io.fairlead.agent.control.Samples.kustomization;
import static io.fairlead.agent.control.Stage.DRIFT;
import static io.fairlead.agent.control.Stage.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.agent.cluster.NeedsRealApiServer;
import io.fairlead.agent.control.Tally.Effect;
import io.fairlead.agent.control.Tally.Look;
import io.fairlead.agent.object.ManagedKind;
import io.fairlead.contract.event.Compliance;
import io.fairlead.contract.id.ResourceId;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The numbers tell what happened in the cluster.
@NeedsRealApiServer
class TallyOnClusterTest {
  private final ResourceId id = flux("numbers");
  private Stage stage;

  @BeforeEach
  void start() {
    stage = Stage.of(TallyOnClusterTest.class);
    stage.known(id);
    stage
        .agent()
        .hold(
            wanted(
                id,
                Samples.flux(
                    stage.apps(), "namespace", Samples.GIT, kustomization("apps", "./apps"))));
    stage.awaitCompliance(id, 1, Compliance.Compliant);
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  @Test
  void what_is_made_is_applied() {
    // When
    Tally tally = stage.agent().controllers().tally();
    // Then
    assertThat(tally.objects(Effect.Applied, ManagedKind.Kustomization)).isEqualTo(1);
    assertThat(tally.objects(Effect.Applied, ManagedKind.GitRepository)).isEqualTo(1);
    assertThat(tally.objects(Effect.Corrected, ManagedKind.Kustomization)).isZero();
    assertThat(tally.looks(Look.Applied)).isPositive();
    assertThat(tally.configurations(Compliance.Compliant)).isEqualTo(1);
    assertThat(tally.reports()).isEqualTo(stage.agent().reports().size());
    assertThat(tally.oldestUnapplied()).isEqualTo(Duration.ZERO);
  }

  @Test
  void what_is_put_back_is_corrected() {
    // Given
    Tally tally = stage.agent().controllers().tally();
    // When
    stage.client().resource(stage.object(ManagedKind.Kustomization, "numbers-apps")).delete();
    // Then
    await()
        .atMost(DRIFT)
        .until(() -> tally.objects(Effect.Corrected, ManagedKind.Kustomization) == 1);
    assertThat(tally.objects(Effect.Applied, ManagedKind.Kustomization)).isEqualTo(1);
  }

  @Test
  void what_is_dropped_is_removed_and_counts_nowhere() {
    // Given
    Tally tally = stage.agent().controllers().tally();
    // When
    stage.agent().drop(id);
    // Then
    await().atMost(SOON).until(() -> stage.record(id).isEmpty());
    assertThat(tally.objects(Effect.Removed, ManagedKind.Kustomization)).isPositive();
    await().atMost(SOON).until(() -> tally.configurations(Compliance.Compliant) == 0);
    assertThat(tally.oldestUnapplied()).isEqualTo(Duration.ZERO);
  }
}
