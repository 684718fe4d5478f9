package io.fairlead.agent.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fairlead.agent.object.Applied;
import io.fairlead.agent.object.ManagedKind;
import io.fairlead.agent.object.ObjectRef;
import io.fairlead.agent.object.ObservedObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
    apply("theirs");
    apply("forged");
  }

  /// Makes an object with the labels of the Kustomization.
  private void apply(String name) {
    var object = FluxObjects.repository(cluster.namespace(), name);
    object
        .getMetadata()
        .setLabels(
            Map.of(
                "kustomize.toolkit.fluxcd.io/name",
                "web-apps",
                "kustomize.toolkit.fluxcd.io/namespace",
                cluster.namespace()));
    cluster.client().resource(object).create();
  }

  @AfterEach
  void stop() {
    timer.shutdownNow();
    cluster.close();
  }

  private ObservedObject applier() {
    var body = JsonNodeFactory.instance.objectNode();
    body.withArray("/status/inventory/entries")
        .addObject()
        .put("id", cluster.namespace() + "_theirs_source.toolkit.fluxcd.io_GitRepository")
        .put("v", "v1");
    return new ObservedObject(kustomization, body, false);
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
      assertThat(flux.by(List.of(applier())).bodies())
          .extracting(body -> body.at("/metadata/name").asText())
          .containsExactly("theirs");
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
      assertThat(flux.by(List.of(applier()))).isEqualTo(Applied.NONE);
      assertThat(flux.fault(NOBODY)).isEmpty();
    }
  }
}
