package io.fairlead.systemtest.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.systemtest.ScenarioTest;
import io.fairlead.systemtest.World;
import io.fairlead.systemtest.edge.ClusterKey;
import io.fairlead.systemtest.edge.TestAgent;
import io.fairlead.systemtest.user.Bodies;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/// A cluster that changes is right within two seconds, one that is offline as soon as it is back.
@ScenarioTest
class ClusterChangesTest {
  private static final Duration LIMIT = Duration.ofSeconds(2);
  private static final Duration POLL = Duration.ofMillis(10);
  private static final Duration EXEMPT = Duration.ofSeconds(4);
  private static final String CANARY = "canary";

  @Test
  void aClusterThatRegistersGetsTheBaseline(World world) {
    try (Baseline baseline = Baseline.forAll(world.user(), world.fleet().scope(), "born")) {
      // Given
      world.fleet().register("before", ClusterKey.create());
      baseline.assign("wanted");
      // When
      ResourceId cluster = world.fleet().register("after", ClusterKey.create());
      // Then
      within("registered", () -> world.user().get(baseline.of(cluster)).status() == 200);
    }
  }

  @Test
  void aClusterThatIsTaggedIntoTheScopeGetsItAndOutOfItLosesIt(World world) {
    try (Baseline baseline = canary(world)) {
      // Given
      TestAgent agent = world.fleet().join("tagged");
      ResourceId wanted = baseline.of(agent.cluster());
      // When
      tag(world, agent, CANARY);
      // Then
      within("tagged in", () -> agent.wanted().containsKey(wanted));
      // When
      tag(world, agent, "stable");
      // Then
      within("tagged out", () -> !agent.wanted().containsKey(wanted));
      world.awaitStatus(wanted, 404);
    }
  }

  @Test
  void aClusterWhoseExemptionExpiresGetsIt(World world) {
    try (Baseline baseline = Baseline.forAll(world.user(), world.fleet().scope(), "exempt")) {
      // Given
      TestAgent agent = world.fleet().join("exempted");
      baseline.assign("first");
      agent.awaitValue(baseline.of(agent.cluster()), "first");
      Instant end = Instant.now().plus(EXEMPT);
      baseline.exemptUntil(end);
      baseline.assign("second");
      await("the exemption's last second")
          .atMost(World.SOON)
          .until(() -> Instant.now().isAfter(end.minusSeconds(1)));
      assertThat(agent.wanted()).containsEntry(baseline.of(agent.cluster()), "first");
      // When
      await("the end of the exemption").atMost(World.SOON).until(() -> Instant.now().isAfter(end));
      // Then
      within("expired", () -> "second".equals(agent.wanted().get(baseline.of(agent.cluster()))));
    }
  }

  @Test
  void aClusterThatWasAwayIsRightAsSoonAsItIsBack(World world) {
    try (Baseline baseline = canary(world)) {
      // Given
      TestAgent agent = world.fleet().join("away");
      ResourceId wanted = baseline.of(agent.cluster());
      agent.stop();
      tag(world, agent, CANARY);
      world.awaitStatus(wanted, 200);
      // When
      agent.start();
      // Then
      within("back", () -> agent.wanted().containsKey(wanted));
    }
  }

  private static Baseline canary(World world) {
    Baseline baseline = Baseline.forRing(world.user(), world.fleet().scope(), "canaries", CANARY);
    world.fleet().register("first-of-the-group", ClusterKey.create());
    baseline.assign("wanted");
    return baseline;
  }

  private static void tag(World world, TestAgent agent, String ring) {
    world
        .user()
        .put(agent.cluster(), Bodies.cluster(agent.registeredKey(), Baseline.TAG, ring))
        .expect(200);
  }

  private static void within(String what, Callable<Boolean> right) {
    long begin = System.nanoTime();
    await(what).atMost(World.SOON).pollDelay(Duration.ZERO).pollInterval(POLL).until(right);
    Duration taken = Duration.ofNanos(System.nanoTime() - begin);
    System.out.println("cluster-change what=\"%s\" taken=%d ms".formatted(what, taken.toMillis()));
    assertThat(taken).as(what).isLessThan(LIMIT);
  }
}
