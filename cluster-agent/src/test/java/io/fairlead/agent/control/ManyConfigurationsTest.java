package io.fairlead.agent.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fairlead.agent.cluster.NeedsRealApiServer;
import io.fairlead.agent.cluster.TestCluster;
import io.fairlead.session.desired.HeldConfiguration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Hundreds of configurations on one cluster cost each no more than the first.
///
/// The first and the last are measured in turns, on a cluster that is empty and on one that is
/// full, so that whatever else this machine does slows both.
@NeedsRealApiServer(servers = 2)
class ManyConfigurationsTest {
  private static final int MANY = 500;
  private static final int SAMPLE = 50;
  private static final int WARM_UP = 20;
  private static final Duration LONG = Duration.ofSeconds(60);

  /// A cluster with its agent.
  private static final class Side implements AutoCloseable {
    private final TestCluster cluster;
    private final Fleet fleet;
    private final Map<String, Long> appliedAt = new ConcurrentHashMap<>();
    private final SharedIndexInformer<GenericKubernetesResource> watch;
    private final AgentUnderTest agent;

    Side(TestCluster cluster) {
      this.cluster = cluster;
      String apps = cluster.namespace() + "-apps";
      cluster.installFluxDefinitions();
      cluster.alsoRemoveNamespace(apps);
      fleet = new Fleet(new Seen(cluster.client()), apps);
      agent = new AgentUnderTest(cluster.config(), cluster.namespace());
      watch = fleet.inform(noting());
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

    double millisUntilApplied(String name) {
      HeldConfiguration held = fleet.one(name, 300);
      long began = System.nanoTime();
      agent.hold(held);
      awaitSoon(() -> appliedAt.containsKey(name + "-apps"));
      long took = Objects.requireNonNull(appliedAt.get(name + "-apps")) - began;
      awaitSoon(() -> agent.status(held.id()).isPresent());
      return took / 1e6;
    }

    private static void awaitSoon(Callable<Boolean> condition) {
      await()
          .atMost(LONG)
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(1))
          .until(condition);
    }

    void burst(String prefix, int count) {
      HeldConfiguration[] held =
          IntStream.range(0, count)
              .mapToObj(i -> fleet.one(prefix + i, 300))
              .toArray(HeldConfiguration[]::new);
      agent.hold(held);
      for (HeldConfiguration one : held) {
        awaitSoon(() -> agent.status(one.id()).isPresent());
        awaitSoon(() -> appliedAt.containsKey(one.id().name() + "-apps"));
      }
    }

    @Override
    public void close() {
      watch.close();
      agent.close();
      cluster.close();
    }
  }

  private static double median(List<Double> millis) {
    return millis.stream().sorted().skip(millis.size() / 2).findFirst().orElseThrow();
  }

  @Test
  void the_five_hundredth_is_applied_as_fast_as_the_first() {
    try (Side empty = new Side(TestCluster.second(ManyConfigurationsTest.class));
        Side full = new Side(TestCluster.of(ManyConfigurationsTest.class))) {
      // Given
      full.burst("b", MANY - SAMPLE - WARM_UP);
      for (int i = 0; i < WARM_UP; i++) {
        var _ = full.millisUntilApplied("w" + i);
        var _ = empty.millisUntilApplied("w" + i);
      }
      // When
      List<Double> first = new ArrayList<>();
      List<Double> last = new ArrayList<>();
      for (int i = 0; i < SAMPLE; i++) {
        first.add(empty.millisUntilApplied("c" + i));
        last.add(full.millisUntilApplied("c" + i));
      }
      // Then
      System.out.printf(
          "held to applied: first %d: median %.1f ms; last %d of %d: median %.1f ms%n",
          SAMPLE, median(first), SAMPLE, MANY, median(last));
      assertThat(median(last)).isLessThan(1.2 * median(first));
    }
  }
}
