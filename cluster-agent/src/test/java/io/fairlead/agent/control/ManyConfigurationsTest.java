package io.fairlead.agent.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fairlead.agent.cluster.FaultyApi;
import io.fairlead.agent.cluster.NeedsRealApiServer;
import io.fairlead.agent.cluster.TestCluster;
import io.fairlead.agent.object.ManagedKind;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.session.desired.HeldConfiguration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Hundreds of configurations on one cluster cost each no more than the first, and nothing at all
/// while nothing changes.
@NeedsRealApiServer
class ManyConfigurationsTest {
  private static final int MANY = 500;
  private static final int SAMPLE = 50;
  private static final int WARM_UP = 40;
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration IDLE = Duration.ofSeconds(30);
  private static final long SEED = 20_260_725;

  private final TestCluster cluster = TestCluster.of(ManyConfigurationsTest.class);
  private final String apps = cluster.namespace() + "-apps";
  private final Fleet fleet = new Fleet(new Seen(cluster.client()), apps);
  private final Map<String, Long> appliedAt = new ConcurrentHashMap<>();
  private SharedIndexInformer<GenericKubernetesResource> watch;
  private FaultyApi api;
  private AgentUnderTest agent;

  @BeforeEach
  void start() {
    cluster.installFluxDefinitions();
    cluster.alsoRemoveNamespace(apps);
    api = FaultyApi.before(cluster.config(), SEED);
    agent = new AgentUnderTest(api.config(), cluster.namespace());
    watch = fleet.inform(noting());
  }

  @AfterEach
  void stop() {
    watch.close();
    agent.close();
    api.close();
    cluster.close();
  }

  /// The last object that a configuration gets is the one that counts.
  private ResourceEventHandler<GenericKubernetesResource> noting() {
    return new ResourceEventHandler<>() {
      @Override
      public void onAdd(GenericKubernetesResource object) {
        appliedAt.put(object.getMetadata().getName(), System.nanoTime());
      }

      @Override
      public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource now) {
        // What counts is that it is there.
      }

      @Override
      public void onDelete(GenericKubernetesResource object, boolean unknown) {
        appliedAt.remove(object.getMetadata().getName());
      }
    };
  }

  private double millisUntilApplied(String name) {
    HeldConfiguration held = fleet.one(name, 300);
    long began = System.nanoTime();
    agent.hold(held);
    await()
        .atMost(LONG)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(() -> appliedAt.containsKey(name + "-apps"));
    long took = Objects.requireNonNull(appliedAt.get(name + "-apps")) - began;
    awaitReported(held.id());
    return took / 1e6;
  }

  private void awaitReported(ResourceId id) {
    await()
        .atMost(LONG)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(() -> agent.status(id).isPresent());
  }

  private static double median(List<Double> millis) {
    return millis.stream().sorted().skip(millis.size() / 2).findFirst().orElseThrow();
  }

  private HeldConfiguration[] several(String prefix, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> fleet.one(prefix + i, 300))
        .toArray(HeldConfiguration[]::new);
  }

  private void burst(HeldConfiguration... held) {
    agent.hold(held);
    for (HeldConfiguration one : held) {
      awaitReported(one.id());
      await().atMost(LONG).until(() -> appliedAt.containsKey(one.id().name() + "-apps"));
    }
  }

  private void drop(HeldConfiguration... held) {
    agent.drop(Arrays.stream(held).map(HeldConfiguration::id).toArray(ResourceId[]::new));
    await()
        .atMost(LONG)
        .until(
            () ->
                Arrays.stream(held)
                    .map(one -> AgentUnderTest.record(one.id()))
                    .noneMatch(Set.copyOf(fleet.seen().records(cluster.namespace()))::contains));
  }

  @Test
  void the_five_hundredth_is_applied_as_fast_as_the_first() {
    // Given a warm machine
    HeldConfiguration[] warmUp = several("w", WARM_UP);
    burst(warmUp);
    IntStream.range(0, WARM_UP).forEach(i -> millisUntilApplied("v" + i));
    drop(warmUp);
    drop(several("v", WARM_UP));
    // When
    List<Double> first = new ArrayList<>();
    IntStream.range(0, SAMPLE).forEach(i -> first.add(millisUntilApplied("a" + i)));
    burst(several("b", MANY - 2 * SAMPLE));
    List<Double> last = new ArrayList<>();
    IntStream.range(0, SAMPLE).forEach(i -> last.add(millisUntilApplied("c" + i)));
    // Then
    System.out.printf(
        "held to applied: first %d: median %.1f ms; last %d of %d: median %.1f ms%n",
        SAMPLE, median(first), SAMPLE, MANY, median(last));
    assertThat(median(last)).isLessThan(1.2 * median(first));
  }

  @Test
  void a_settled_cluster_is_left_in_peace() {
    // Given
    burst(several("c", SAMPLE));
    await()
        .atMost(LONG)
        .until(() -> IntStream.range(0, SAMPLE).allMatch(i -> acknowledged("c" + i)));
    long watches = api.calls().count("WATCH", "");
    api.calls().reset();
    int reports = agent.reports().size();
    // When nothing happens
    await().pollDelay(IDLE).atMost(IDLE.plusSeconds(5)).until(() -> true);
    // Then
    assertThat(api.calls().count()).as(api.calls().toString()).isZero();
    assertThat(agent.reports()).hasSize(reports);
    // Fourteen kinds of objects and two of records
    assertThat(watches).isEqualTo(ManagedKind.values().length + 2);
    // When the agent is started again
    agent.close();
    agent = new AgentUnderTest(api.config(), cluster.namespace());
    await().pollDelay(Duration.ofSeconds(3)).atMost(LONG).until(() -> true);
    // Then the hub hears nothing that it has, and nothing is written
    assertThat(agent.reports()).isEmpty();
    assertThat(api.calls().count("APPLY", "") + api.calls().count("PATCH", ""))
        .as(api.calls().toString())
        .isLessThanOrEqualTo(2);
  }

  private boolean acknowledged(String name) {
    var status = fleet.record(cluster.namespace(), name).statusOrNone();
    return status.fingerprint() != null && status.fingerprint().equals(status.acknowledged());
  }
}
