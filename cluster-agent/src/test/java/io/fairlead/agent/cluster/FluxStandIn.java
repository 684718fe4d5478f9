package io.fairlead.agent.cluster;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fairlead.agent.object.ManagedKind;
import io.fairlead.agent.object.ObjectRef;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Plays Flux's controllers, as far as someone sees who only looks at Flux's objects.
///
/// It gives each object Flux's finalizer and takes it off upon deletion, and writes the status: a
/// source is fetched at once, a kustomization is applied as soon as its source has an artifact and
/// all it depends on is ready. Nothing is fetched or applied. A suspended object is left alone. It
/// looks at everything anew after each change, so a missed event or a conflict costs nothing.
/// Thread-safe.
public final class FluxStandIn implements AutoCloseable {
  /// What Flux's objects are kept by until their controllers have cleaned up.
  public static final String FINALIZER = "finalizers.fluxcd.io";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NAME = "flux-stand-in";
  private static final String FIRST_REVISION = "main@sha1:1f0e5c9b7a3d2468ace013579bdf02468ace1357";

  private final KubernetesClient client;
  private final ScheduledExecutorService lane =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name(NAME).daemon().factory());
  private final AtomicBoolean pending = new AtomicBoolean();
  private final List<SharedIndexInformer<GenericKubernetesResource>> informers = new ArrayList<>();
  private final Map<ObjectRef, String> failures = new ConcurrentHashMap<>();
  private final Map<ObjectRef, Instant> deletions = new ConcurrentHashMap<>();
  private volatile String revision = FIRST_REVISION;
  private volatile boolean paused;
  private volatile boolean holding;
  private volatile Duration deletionTakes = Duration.ZERO;
  private volatile @Nullable RuntimeException broken;

  private FluxStandIn(KubernetesClient client, List<String> namespaces) {
    this.client = client;
    for (var served : served(client).entrySet()) {
      var objects =
          client.genericKubernetesResources(
              FluxDefinitions.context(served.getKey(), served.getValue()));
      if (namespaces.isEmpty()) {
        informers.add(objects.inAnyNamespace().inform(looking()));
      }
      namespaces.forEach(
          namespace -> informers.add(objects.inNamespace(namespace).inform(looking())));
    }
    look();
  }

  private static Map<ManagedKind, String> served(KubernetesClient client) {
    return new KindVersions(client)
        .served(Arrays.stream(ManagedKind.values()).filter(ManagedKind::isOfFlux).toList());
  }

  /// Acts in these namespaces. Flux's definitions have to be installed.
  ///
  /// @param client is not closed
  public static FluxStandIn in(KubernetesClient client, String... namespaces) {
    if (namespaces.length == 0) {
      throw new IllegalArgumentException("no namespace");
    }
    return new FluxStandIn(client, List.of(namespaces));
  }

  /// Acts in all namespaces: only for a server that no other test uses at the same time.
  ///
  /// @param client is not closed
  public static FluxStandIn everywhere(KubernetesClient client) {
    return new FluxStandIn(client, List.of());
  }

  /// From now on, sources are found at that revision, for example `main@sha1:` and a commit.
  public void publish(String newRevision) {
    revision = newRevision;
    look();
  }

  /// From now on, that object fails with that message.
  public void fail(ObjectRef object, String message) {
    failures.put(object, message);
    look();
  }

  /// From now on, that object does not fail any more.
  public void heal(ObjectRef object) {
    failures.remove(object);
    look();
  }

  /// From now on, does nothing, as when Flux is not running.
  public void pause() {
    paused = true;
  }

  /// Does everything that was left undone.
  public void resume() {
    paused = false;
    look();
  }

  /// From now on, no finalizer is taken off.
  public void holdDeletions() {
    holding = true;
  }

  /// Takes off the finalizers that were held.
  public void releaseDeletions() {
    holding = false;
    look();
  }

  /// From now on, a finalizer is taken off that long after the deletion was seen.
  public void delayDeletions(Duration duration) {
    deletionTakes = duration;
  }

  /// Stops at once, and leaves everything as it is, finalizers too.
  ///
  /// @throws IllegalStateException when it could not do its part
  @Override
  public void close() {
    informers.forEach(SharedIndexInformer::close);
    lane.shutdownNow();
    RuntimeException cause = broken;
    if (cause != null) {
      throw new IllegalStateException("the stand-in of Flux broke down", cause);
    }
  }

  private ResourceEventHandler<GenericKubernetesResource> looking() {
    return new ResourceEventHandler<>() {
      @Override
      public void onAdd(GenericKubernetesResource object) {
        look();
      }

      @Override
      public void onUpdate(GenericKubernetesResource old, GenericKubernetesResource object) {
        look();
      }

      @Override
      public void onDelete(GenericKubernetesResource object, boolean unknown) {
        look();
      }
    };
  }

  private void look() {
    lookIn(Duration.ZERO);
  }

  private void lookIn(Duration duration) {
    if (duration.isZero() && !pending.compareAndSet(false, true)) {
      return;
    }
    try {
      var _ = lane.schedule(this::lookNow, duration.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closed) {
      // An event that came while this was being closed.
      pending.set(false);
    }
  }

  private void lookNow() {
    pending.set(false);
    if (paused || lane.isShutdown()) {
      return;
    }
    try {
      Map<ObjectRef, GenericKubernetesResource> seen = new ConcurrentHashMap<>();
      informers.forEach(
          informer -> informer.getStore().list().forEach(object -> seen.put(ref(object), object)));
      deletions.keySet().retainAll(seen.keySet());
      seen.forEach((ref, object) -> settle(ref, object, seen));
    } catch (RuntimeException e) {
      if (!lane.isShutdown()) {
        broken = e;
      }
    }
  }

  private void settle(
      ObjectRef ref,
      GenericKubernetesResource object,
      Map<ObjectRef, GenericKubernetesResource> seen) {
    List<String> finalizers = new ArrayList<>(object.getFinalizers());
    if (object.isMarkedForDeletion()) {
      if (finalizers.remove(FINALIZER) && mayGo(ref)) {
        setFinalizers(object, finalizers);
      }
      return;
    }
    if (!finalizers.contains(FINALIZER)) {
      finalizers.add(FINALIZER);
      setFinalizers(object, finalizers);
      return;
    }
    JsonNode body = JSON.valueToTree(object);
    if (!body.at("/spec/suspend").asBoolean()) {
      FluxStatus status = statusOf(ref, body, seen);
      if (!status.isThere()) {
        setStatus(object, status.asStored());
      }
    }
  }

  private boolean mayGo(ObjectRef ref) {
    if (holding) {
      return false;
    }
    Duration takes = deletionTakes;
    if (takes.isZero()) {
      return true;
    }
    Instant now = Instant.now();
    Instant due =
        deletions.computeIfAbsent(
            ref,
            _ -> {
              lookIn(takes);
              return now.plus(takes);
            });
    return !now.isBefore(due);
  }

  private FluxStatus statusOf(
      ObjectRef ref, JsonNode body, Map<ObjectRef, GenericKubernetesResource> seen) {
    Instant now = Instant.now();
    boolean isSource = ref.kind() != ManagedKind.Kustomization;
    String failure = failures.get(ref);
    if (failure != null) {
      return FluxStatus.failed(
          body, isSource ? failedFetch(ref.kind()) : "ReconciliationFailed", failure, now);
    }
    if (isSource) {
      return FluxStatus.fetched(body, revision, now);
    }
    String artifact = sourceOf(ref, body, seen).map(FluxStatus::revision).orElse("");
    if (artifact.isEmpty()) {
      return FluxStatus.failed(body, "ArtifactFailed", "the source has no artifact", now);
    }
    for (JsonNode dependency : body.at("/spec/dependsOn")) {
      var wanted =
          new ObjectRef(ref.kind(), namespace(dependency, ref), dependency.path("name").asText());
      GenericKubernetesResource found = seen.get(wanted);
      if (found == null || !FluxStatus.isReady(JSON.valueToTree(found))) {
        return FluxStatus.failed(body, "DependencyNotReady", wanted + " is not ready", now);
      }
    }
    return FluxStatus.applied(body, artifact, now);
  }

  private static Optional<JsonNode> sourceOf(
      ObjectRef ref, JsonNode body, Map<ObjectRef, GenericKubernetesResource> seen) {
    JsonNode source = body.at("/spec/sourceRef");
    var wanted =
        new ObjectRef(
            ManagedKind.valueOf(source.path("kind").asText()),
            namespace(source, ref),
            source.path("name").asText());
    return Optional.ofNullable(seen.get(wanted)).map(JSON::valueToTree);
  }

  private static String namespace(JsonNode reference, ObjectRef from) {
    return reference.path("namespace").asText(String.valueOf(from.namespace()));
  }

  private static String failedFetch(ManagedKind kind) {
    return switch (kind) {
      case GitRepository -> "GitOperationFailed";
      case Bucket -> "BucketOperationFailed";
      case OCIRepository -> "OCIArtifactPullFailed";
      case Kustomization,
          ServiceAccount,
          Secret,
          Service,
          Deployment,
          Role,
          RoleBinding,
          ClusterRole,
          ClusterRoleBinding ->
          throw new IllegalArgumentException(kind + " is no source");
    };
  }

  private static ObjectRef ref(GenericKubernetesResource object) {
    return new ObjectRef(
        ManagedKind.valueOf(object.getKind()),
        object.getMetadata().getNamespace(),
        object.getMetadata().getName());
  }

  private void setFinalizers(GenericKubernetesResource object, List<String> finalizers) {
    GenericKubernetesResource changed = copyOf(object);
    changed.getMetadata().setFinalizers(finalizers);
    unlessOutdated(() -> client.resource(changed).update());
  }

  private void setStatus(GenericKubernetesResource object, JsonNode status) {
    GenericKubernetesResource changed = copyOf(object);
    Map<String, Object> whole = new HashMap<>();
    Map<String, Object> before = object.get("status");
    if (before != null) {
      whole.putAll(before);
    }
    whole.putAll(JSON.convertValue(status, new TypeReference<Map<String, Object>>() {}));
    changed.setAdditionalProperty("status", whole);
    unlessOutdated(() -> client.resource(changed).updateStatus());
  }

  /// What informers hold is shared.
  private static GenericKubernetesResource copyOf(GenericKubernetesResource object) {
    return JSON.convertValue(object, GenericKubernetesResource.class);
  }

  /// What was decided on an outdated state is decided again when the new one is seen.
  private static void unlessOutdated(Runnable change) {
    try {
      change.run();
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT
          && e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
        throw e;
      }
    }
  }
}
