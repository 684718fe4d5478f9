package io.fairlead.agent.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fairlead.agent.object.Applied;
import io.fairlead.agent.object.FluxKind;
import io.fairlead.agent.object.ManagedKind;
import io.fairlead.agent.object.ObjectRef;
import io.fairlead.agent.object.ObservedObject;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

/// What can be seen of Flux itself: whether its controllers run, and which objects of its own kinds
/// it applied. Only what is said of configurations depends on it. Thread-safe.
///
/// Whoever listens is called on a thread that watches, and must not wait.
public final class FluxInCluster implements AutoCloseable {
  /// How long a first sight of everything is waited for before something is said without it.
  private static final Duration FIRST_SIGHT = Duration.ofSeconds(10);

  private final FluxControllers controllers;
  private final AppliedObjects applied;
  private final SideWatches<ManagedKind> deployments;
  private final SideWatches<FluxKind> objects;
  private final Runnable changed;
  private volatile long started;

  /// Watches nothing yet.
  ///
  /// @param appliedChanged told the Kustomizations of which something applied changed
  /// @param changed told when a controller works or ceases to, and when all has been seen
  public FluxInCluster(
      KubernetesClient client, Consumer<ObjectRef> appliedChanged, Runnable changed) {
    this.changed = changed;
    controllers = new FluxControllers(changed);
    applied = new AppliedObjects(client.getKubernetesSerialization(), appliedChanged, this::seen);
    deployments =
        new SideWatches<>(
            client, List.of(ManagedKind.Deployment), FluxControllers.SELECTOR, controllers);
    objects =
        new SideWatches<>(client, List.of(FluxKind.values()), AppliedObjects.SELECTOR, applied);
  }

  /// Begins to watch.
  public void start(ScheduledExecutorService timer) {
    started = System.nanoTime();
    deployments.start(timer);
    objects.start(timer);
  }

  /// The cluster serves other kinds than before.
  public void kindsChanged() {
    objects.lookAnew();
  }

  private void seen() {
    if (hasBeenSeen()) {
      changed.run();
    }
  }

  /// Whether all that can be seen has been seen, or was waited for long enough.
  public boolean hasBeenSeen() {
    return (deployments.hasSeenAll() && objects.hasSeenAll())
        || System.nanoTime() - started > FIRST_SIGHT.toNanos();
  }

  /// Why that controller of Flux does not work, as far as is known; empty when it works, or when
  /// nothing is known of it.
  ///
  /// @param controller such as `kustomize-controller`
  public Optional<FluxFault> fault(String controller) {
    return controllers.fault(controller);
  }

  /// What these Kustomizations applied, and what was applied by Kustomizations among that.
  public Applied by(Collection<ObservedObject> kustomizations) {
    return applied.by(kustomizations);
  }

  @Override
  public void close() {
    deployments.close();
    objects.close();
  }
}
