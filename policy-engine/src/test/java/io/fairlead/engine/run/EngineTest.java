package io.fairlead.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.contract.event.ClusterState;
import io.fairlead.contract.policy.Deployment;
import io.fairlead.embedded.Broker;
import io.fairlead.embedded.ChildProcess;
import io.fairlead.embedded.JavaCommand;
import io.fairlead.embedded.Lifeline;
import io.fairlead.engine.sample.Samples;
import io.fairlead.engine.sample.Seals;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("process")
class EngineTest {
  private static final int CLUSTERS = 2_000;
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @TempDir private Path directory;

  @Test
  void an_engine_that_is_killed_while_it_goes_through_all_clusters_misses_none_when_started_again()
      throws InterruptedException, ExecutionException {
    // Given
    try (var broker = Broker.start(Broker.Settings.forTests(directory.resolve("kafka")));
        var hub = TestHub.open(broker.bootstrapServers())) {
      hub.publish(
          IntStream.range(0, CLUSTERS)
              .mapToObj(n -> Samples.clusterState(Samples.cluster("ship-" + n), 1, "prod"))
              .toArray(ClusterState[]::new));
      hub.publish(Samples.definition(), Samples.assignment("keep"));
      ChildProcess slow = slowEngine(broker);
      await().atMost(LIMIT).until(() -> hub.read() > 0);

      // When
      slow.kill();
      int before = hub.read();
      try (var engine = engine(broker, () -> {})) {
        await().atMost(LIMIT).until(() -> hub.read() == CLUSTERS);
        await().atMost(LIMIT).until(() -> hub.read() > 0 && hub.verdicts.size() == CLUSTERS);
        assertThat(engine.isReady()).isTrue();
      }

      // Then
      assertThat(before).isLessThan(CLUSTERS);
      assertThat(hub.deployments.values())
          .allSatisfy(
              all -> assertThat(all.stream().map(EngineTest::undated).distinct()).hasSize(1));
      assertThat(hub.deployments.values().stream().mapToInt(List::size).max()).hasValue(1);
    }
  }

  @Test
  void begins_anew_over_topics_that_were_made_anew()
      throws InterruptedException, ExecutionException {
    // Given
    try (var broker = Broker.start(Broker.Settings.forTests(directory.resolve("kafka")))) {
      var failed = new AtomicBoolean();
      try (var hub = TestHub.open(broker.bootstrapServers());
          var engine = engine(broker, () -> failed.set(true))) {
        hub.publish(Samples.definition(), Samples.assignment("keep"));
        hub.publish(Samples.clusterState(Samples.cluster("ship-1"), 1, "prod"));
        await().atMost(LIMIT).until(() -> hub.read() == 1);

        // When
        broker.wipe();
        await().atMost(LIMIT).untilTrue(failed);
        assertThat(engine.isAlive()).isFalse();
        assertThat(engine.isReady()).isFalse();
      }
      try (var hub = TestHub.open(broker.bootstrapServers());
          var engine = engine(broker, () -> {})) {
        await().atMost(LIMIT).until(engine::isReady);
        hub.publish(Samples.clusterState(Samples.cluster("ship-2"), 1, "prod"));
        hub.publish(Samples.definition(), Samples.assignment("keep"));
        await().atMost(LIMIT).until(() -> hub.read() == 1 && hub.verdicts.size() == 1);

        // Then
        assertThat(hub.deployments)
            .containsOnlyKeys(Samples.baseline(Samples.cluster("ship-2")).key());
      }
    }
  }

  @Test
  void does_not_start_without_the_key_that_the_store_seals_with()
      throws InterruptedException, ExecutionException {
    // Given
    try (var broker = Broker.start(Broker.Settings.forTests(directory.resolve("kafka")));
        var hub = TestHub.open(broker.bootstrapServers())) {
      var failed = new AtomicBoolean();
      hub.sealsWith(Seals.SEAL.keyring().keyset().primary().toString());
      hub.sealsWith("1");

      // When
      try (var engine = engine(broker, () -> failed.set(true))) {
        // Then
        await().atMost(LIMIT).untilTrue(failed);
        assertThat(engine.isAlive()).isFalse();
        assertThat(engine.isReady()).isFalse();
      }

      // When the key is there
      hub.sealsWith(Seals.SEAL.keyring().keyset().primary().toString());
      try (var engine = engine(broker, () -> {})) {
        // Then
        await().atMost(LIMIT).until(engine::isReady);
      }
    }
  }

  private Engine engine(Broker broker, Runnable onFault) {
    var engine =
        new Engine(
            TestHub.settings(broker.bootstrapServers(), directory.resolve("state")),
            new SimpleMeterRegistry(),
            Clock.systemUTC(),
            Seals.SEAL);
    engine.start(onFault);
    return engine;
  }

  private ChildProcess slowEngine(Broker broker) {
    List<String> command = new ArrayList<>(JavaCommand.withoutInterrupts());
    command.addAll(
        List.of(
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            Seals.argument(),
            SlowEngineMain.class.getName(),
            broker.bootstrapServers(),
            directory.resolve("state").toString()));
    return ChildProcess.start(
        new ChildProcess.Spec(
            "slow-engine",
            command,
            Map.of(
                Lifeline.VARIABLE,
                Lifeline.STDIN,
                "CLASSPATH",
                System.getProperty("java.class.path")),
            directory,
            directory.resolve("slow-engine.log"),
            SlowEngineMain.STARTED::equals));
  }

  private static Deployment undated(Deployment deployment) {
    Deployment.Basis basis = deployment.basis();
    return new Deployment(
        deployment.configuration(),
        new Deployment.Basis(
            basis.epoch(),
            basis.clusterUid(),
            basis.clusterGeneration(),
            basis.assignment(),
            basis.assignmentUid(),
            basis.assignmentGeneration(),
            basis.reference(),
            Instant.EPOCH),
        deployment.action());
  }
}
