package io.fairlead.agent.cluster;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import io.fairlead.agent.object.ManagedKind;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The Deployments of Flux's controllers that say that they are (`part-of=flux`, as Flux's own
/// manifests, its operator and its community chart have it). Controllers may run under other
/// labels, in shards, or outside of the cluster: that none is seen is worth telling only where
/// nothing works on an object. Thread-safe.
final class FluxControllers implements SideWatches.Keeper<ManagedKind> {
  /// The label that Flux's Deployments have.
  static final String SELECTOR = "app.kubernetes.io/part-of=flux";

  private static final Logger LOG = Logger.getLogger(FluxControllers.class);

  /// Some for each shard of each controller.
  private static final int MOST = 200;

  private final ReducedStore deployments =
      new ReducedStore(MOST, FluxController.REDUCTION::of, this::changed);
  private final Runnable changed;
  private volatile boolean known;

  /// @param changed told when a controller came, went, or became or ceased to be available
  FluxControllers(Runnable changed) {
    this.changed = changed;
  }

  /// Why that controller does not work, as far as is known; empty when it works, or when nothing is
  /// known of it.
  ///
  /// @param name such as `kustomize-controller`
  Optional<FluxFault> fault(String name) {
    if (!known) {
      return Optional.empty();
    }
    List<FluxController> found =
        all().stream().filter(controller -> controller.plays(name)).toList();
    if (found.isEmpty()) {
      return Optional.of(
          new FluxFault(
              false, "no Deployment of Flux's %s was found (label %s)".formatted(name, SELECTOR)));
    }
    return found.stream().anyMatch(FluxController::available)
        ? Optional.empty()
        : Optional.of(
            new FluxFault(
                true,
                "Flux's %s is not running: Deployment %s has no available replica"
                    .formatted(name, found.getFirst().deployment())));
  }

  private List<FluxController> all() {
    return deployments
        .values()
        .map(FluxController::of)
        .sorted(Comparator.comparing(FluxController::deployment))
        .toList();
  }

  @Override
  public ItemStore<GenericKubernetesResource> store(ManagedKind kind) {
    return deployments;
  }

  @Override
  public void seen(ManagedKind kind) {
    known = true;
    changed.run();
  }

  @Override
  public void ended(ManagedKind kind) {
    known = false;
    deployments.clear();
  }

  private void changed(
      @Nullable GenericKubernetesResource former, @Nullable GenericKubernetesResource next) {
    FluxController before = former == null ? null : FluxController.of(former);
    FluxController now = next == null ? null : FluxController.of(next);
    if (now == null && before != null) {
      LOG.infof("flux-controller=%s deployment=%s state=gone", before.name(), before.deployment());
    } else if (now != null && !now.equals(before)) {
      LOG.infof(
          "flux-controller=%s deployment=%s version=%s state=%s",
          now.name(),
          now.deployment(),
          now.version().orElse("unknown"),
          now.available() ? "available" : "unavailable");
    } else {
      return;
    }
    changed.run();
  }
}
