package io.fairlead.agent.control;

import io.fairlead.agent.object.ManagedKind;
import io.fairlead.agent.object.ObservedObject;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// Removes objects in such an order that Flux can do its part: Kustomizations first, so that they
/// can prune what they applied, then sources, operators, and what all of them need last. Waits for
/// finalizers, but not for ever. Thread-safe.
final class Removal {
  private final Consumer<ObservedObject> remove;
  private final Consumer<ObservedObject> abandon;
  private final Duration limit;
  private final LongSupplier nanoTime;
  private final Map<String, Long> since = new ConcurrentHashMap<>();

  /// @param remove tells an object to go
  /// @param abandon gives up waiting for its finalizer
  /// @param limit how long the finalizer of one object is waited for
  /// @param nanoTime a clock that nobody sets
  Removal(
      Consumer<ObservedObject> remove,
      Consumer<ObservedObject> abandon,
      Duration limit,
      LongSupplier nanoTime) {
    this.remove = remove;
    this.abandon = abandon;
    this.limit = limit;
    this.nanoTime = nanoTime;
  }

  /// Takes the next step.
  ///
  /// @return what is waited for, for people; empty when nothing is left
  Optional<String> step(Collection<ObservedObject> unwanted) {
    int first = unwanted.stream().mapToInt(object -> turn(object.ref().kind())).min().orElse(-1);
    Optional<String> waiting = Optional.empty();
    for (ObservedObject object : unwanted) {
      if (turn(object.ref().kind()) == first) {
        remove(object);
        waiting = Optional.of("waiting for " + object.ref() + " to be removed");
      }
    }
    return waiting;
  }

  private void remove(ObservedObject object) {
    if (!object.isDeleting()) {
      remove.accept(object);
      return;
    }
    long now = nanoTime.getAsLong();
    long began = since.computeIfAbsent(object.uid(), uid -> now);
    if (began == now) {
      // Most go by themselves, and nobody says so here.
      since.values().removeIf(start -> now - start > 2 * limit.toNanos());
    }
    if (now - began > limit.toNanos()) {
      abandon.accept(object);
      since.remove(object.uid());
    }
  }

  private static int turn(ManagedKind kind) {
    return switch (kind) {
      case Kustomization -> 0;
      case GitRepository, Bucket, OCIRepository -> 1;
      case Deployment, Service -> 2;
      case RoleBinding, ClusterRoleBinding, Role, ClusterRole, ServiceAccount, Secret -> 3;
    };
  }
}
