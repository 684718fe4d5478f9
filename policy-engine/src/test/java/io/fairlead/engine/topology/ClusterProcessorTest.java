package io.fairlead.engine.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.json.Json;
import io.fairlead.engine.decision.Policies;
import io.fairlead.engine.sample.Samples;
import io.fairlead.engine.sample.Seals;
import io.fairlead.policy.evaluation.Evaluation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

class ClusterProcessorTest {
  /// Of what is not urgent and gathered, one is worked on at a time.
  private static final ClusterProcessor.Pace PACE =
      new ClusterProcessor.Pace(
          ClusterProcessor.Pace.STANDARD.tick(),
          Duration.ofMinutes(1),
          ClusterProcessor.Pace.STANDARD.mostDirty(),
          ClusterProcessor.Pace.STANDARD.gathering(),
          Duration.ZERO,
          Duration.ZERO,
          Duration.ZERO);

  private final List<String> evaluated = new ArrayList<>();
  private final TaskBoard board = new TaskBoard();
  private final Policies policies = new Policies(() -> Samples.NOW);
  private ClusterProcessor processor = processor(PACE);
  private final List<KeyValueStore<String, byte[]>> stores =
      Stream.of(
              StoreNames.CLUSTERS,
              StoreNames.CONFIGURATIONS,
              StoreNames.HEARD,
              StoreNames.ASKED,
              StoreNames.SAID)
          .map(ClusterProcessorTest::store)
          .toList();
  private Instant now = Samples.NOW;

  private ClusterProcessor processor(ClusterProcessor.Pace pace) {
    return new ClusterProcessor(
        new EngineTopology.Parts(
            policies,
            (_, cluster, _) -> {
              evaluated.add(cluster.cluster().id().name());
              return new Evaluation(List.of(), List.of());
            },
            board,
            new Unobserved(),
            _ -> {},
            Seals.SEAL),
        pace);
  }

  private static KeyValueStore<String, byte[]> store(String name) {
    return Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
        .withLoggingDisabled()
        .build();
  }

  @Test
  void aRevivedTaskHasGatheredNothingAndGoesThroughAllAgain() {
    // Given: a task that has gone through its cluster, and gathered others in every way
    MockProcessorContext<ClusterKey, byte[]> doomed = begun();
    isThere("there");
    tick(doomed);
    take("got-on", new Change.GotOn());
    take("got-on-too", new Change.GotOn());
    pass(doomed, PACE.gathering());
    take("touched", new Change.Touched());
    take("to-be-reminded-of", new Change.GotOn());
    take("to-be-reminded-of-too", new Change.GotOn());
    take("left-alone", new Change.Written());
    take("left-alone-too", new Change.Told());
    assertThat(evaluated).containsExactly("there");
    assertThat(board.dirty()).as("the other that got on, and what was touched").isEqualTo(2);
    processor.close();

    // When
    MockProcessorContext<ClusterKey, byte[]> revived = begun();
    take("new", new Change.Touched());

    // Then
    assertThat(board.dirty()).isEqualTo(1);
    tick(revived);
    assertThat(evaluated).containsExactly("there", "there");
    pass(revived, PACE.gathering());
    assertThat(board.dirty()).as("of whom to be reminded").isZero();
    pass(revived, ClusterShelf.STRANGERS_KEPT);
    assertThat(board.dirty()).as("of those that were left alone").isZero();
  }

  @Test
  void whoIsNotConnectedGetsOnHoweverOftenPoliciesChange() {
    // Given: no time but for the one that is worked on at least
    processor =
        processor(
            new ClusterProcessor.Pace(
                PACE.tick(),
                Duration.ZERO,
                PACE.mostDirty(),
                PACE.gathering(),
                PACE.rest(),
                PACE.wake(),
                PACE.patience()));
    MockProcessorContext<ClusterKey, byte[]> context = begun();
    isThere("connected");
    isThere("silent");
    take("connected", new Change.Heard());

    // When
    for (String onUnassign : List.of("keep", "remove", "keep")) {
      policies.changed(Samples.definition());
      policies.changed(Samples.assignment(onUnassign));
      tick(context);
    }

    // Then
    assertThat(evaluated).first().isEqualTo("connected");
    assertThat(evaluated).contains("silent");
  }

  private void isThere(String cluster) {
    stores
        .getFirst()
        .put(key(cluster), Json.write(Samples.clusterState(Samples.cluster(cluster), 1, "prod")));
  }

  private MockProcessorContext<ClusterKey, byte[]> begun() {
    var context = new MockProcessorContext<ClusterKey, byte[]>();
    context.setCurrentSystemTimeMs(now.toEpochMilli());
    for (KeyValueStore<String, byte[]> store : stores) {
      store.init(context.getStateStoreContext(), store);
      context.addStateStore(store);
    }
    processor.init(context);
    return context;
  }

  private void take(String cluster, Change change) {
    processor.process(new Record<>(key(cluster), change, now.toEpochMilli()));
  }

  private static String key(String cluster) {
    return Samples.cluster(cluster).key();
  }

  private void pass(MockProcessorContext<ClusterKey, byte[]> context, Duration time) {
    now = now.plus(time);
    context.setCurrentSystemTimeMs(now.toEpochMilli());
    tick(context);
  }

  private void tick(MockProcessorContext<ClusterKey, byte[]> context) {
    context.scheduledPunctuators().getFirst().getPunctuator().punctuate(now.toEpochMilli());
  }
}
