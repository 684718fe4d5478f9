package io.fairlead.agent.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fairlead.agent.object.Applied;
import io.fairlead.agent.object.ManagedKind;
import io.fairlead.agent.object.ObjectRef;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// An agent that may not look at what is Flux's goes on, and claims nothing.
@NeedsRealApiServer
class FluxInClusterTest {
  /// A controller that no cluster has.
  private static final String NOBODY = "nobodys-controller";

  private static final Duration SOON = Duration.ofSeconds(8);

  private final TestCluster cluster = TestCluster.of(FluxInClusterTest.class);
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final Queue<ObjectRef> changed = new ConcurrentLinkedQueue<>();
  private final ObjectRef kustomization =
      new ObjectRef(ManagedKind.Kustomization, cluster.namespace(), "web-apps");

  @BeforeEach
  void start() {
    cluster.installFluxDefinitions();
    var object = FluxObjects.repository(cluster.namespace(), "theirs");
    object.getMetadata().getLabels().put("kustomize.toolkit.fluxcd.io/name", "web-apps");
    object
        .getMetadata()
        .getLabels()
        .put("kustomize.toolkit.fluxcd.io/namespace", cluster.namespace());
    cluster.client().resource(object).create();
  }

  @AfterEach
  void stop() {
    timer.shutdownNow();
    cluster.close();
  }

  private FluxInCluster look(KubernetesClient client) {
    FluxInCluster flux = new FluxInCluster(client, changed::add, () -> {});
    flux.start(timer);
    await().atMost(SOON).until(flux::hasBeenSeen);
    return flux;
  }

  @Test
  void seesWhatIsAppliedAndThatNoControllerIsThere() {
    // Given
    KubernetesClient client = cluster.client();
    // When
    try (FluxInCluster flux = look(client)) {
      // Then
      assertThat(flux.by(List.of(kustomization)).bodies()).hasSize(1);
      assertThat(changed).contains(kustomization);
      assertThat(flux.fault(NOBODY))
          .hasValueSatisfying(fault -> assertThat(fault.installed()).isFalse());
    }
  }

  @Test
  void claimsNothingWhereItMayNotLook() {
    // Given
    Config nobody =
        new ConfigBuilder(cluster.config())
            .withImpersonateUsername("nobody")
            .withImpersonateGroups("system:authenticated")
            .build();
    // When
    try (KubernetesClient client = TestCluster.newClient(nobody);
        FluxInCluster flux = look(client)) {
      // Then
      assertThat(flux.by(List.of(kustomization))).isEqualTo(Applied.NONE);
      assertThat(flux.fault(NOBODY)).isEmpty();
    }
  }
}
