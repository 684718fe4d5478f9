package io.fairlead.engine.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.event.ReportBody;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.engine.sample.Samples;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who gets first what a new assignment asks for.
class ConnectedFirstTest {
  private static final ResourceId ABSENT = Samples.cluster("a-ship-at-sea");
  private static final ResourceId CONNECTED = Samples.cluster("b-ship-in-port");

  @AutoClose private final TestEngine engine;

  ConnectedFirstTest(@TempDir Path directory) {
    engine = new TestEngine(directory);
  }

  @BeforeEach
  void both_are_known_and_nothing_is_assigned() {
    engine.publish(Samples.definition());
    engine.publish(Samples.clusterState(ABSENT, 1, "prod"));
    engine.publish(Samples.clusterState(CONNECTED, 1, "prod"));
    engine.settle();
  }

  private List<ResourceId> asked() {
    return engine.deployments().stream()
        .map(deployment -> deployment.configuration().cluster())
        .toList();
  }

  @Test
  void a_cluster_whose_agent_was_heard_lately_comes_before_the_others() {
    // Given
    engine.report(Samples.report(CONNECTED, 1, new ReportBody.Heartbeat()));

    // When
    engine.publish(Samples.assignment("keep"));
    engine.settle();

    // Then
    assertThat(asked()).containsExactly(CONNECTED, ABSENT);
  }

  @Test
  void one_that_the_assignment_does_not_concern_has_no_turn() {
    // Given
    ResourceId elsewhere =
        ResourceId.cluster(
            "00000000-0000-0000-0000-000000000002",
            "fleet",
            "Microsoft.Kubernetes/connectedClusters",
            "a-shop");
    engine.publish(Samples.clusterState(elsewhere, 1, "prod"));
    engine.report(Samples.report(elsewhere, 1, new ReportBody.Heartbeat()));
    engine.settle();
    int before = engine.evaluations;

    // When
    engine.publish(Samples.assignment("keep"));
    engine.settle();

    // Then
    assertThat(engine.evaluations - before).as("of the other two").isEqualTo(2);
  }

  @Test
  void what_a_gateway_says_of_a_cluster_does_not_make_it_one_that_is_there() {
    // Given
    engine.report(Samples.report(CONNECTED, 1, new ReportBody.Delivered(List.of())));

    // When
    engine.publish(Samples.assignment("keep"));
    engine.settle();

    // Then
    assertThat(asked()).containsExactly(ABSENT, CONNECTED);
  }

  @Test
  void one_that_fell_silent_waits_for_its_place() {
    // Given
    engine.report(Samples.report(CONNECTED, 1, new ReportBody.InSync(List.of())));
    engine.pass(Duration.ofMinutes(6));

    // When
    engine.publish(Samples.assignment("keep"));
    engine.settle();

    // Then
    assertThat(asked()).containsExactly(ABSENT, CONNECTED);
  }

  @Test
  void one_that_was_heard_and_is_not_known_holds_nobody_up() {
    // Given
    ResourceId unknown = Samples.cluster("c-ship-that-was-scrapped");
    engine.report(Samples.report(unknown, 1, new ReportBody.Heartbeat()));

    // When
    engine.publish(Samples.assignment("keep"));
    engine.settle();

    // Then
    assertThat(asked()).containsExactly(ABSENT, CONNECTED);
  }
}
