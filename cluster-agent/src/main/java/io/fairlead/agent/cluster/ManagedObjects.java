package io.fairlead.agent.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fairlead.agent.object.ManagedKind;
import io.fairlead.agent.object.ObjectRef;
import io.fairlead.agent.object.ObservedObject;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Everything in the cluster that has the agent's label, kept up to date by one watch for each kind
/// that the cluster serves. Kinds of Flux are looked for until they are there.
///
/// Thread-safe. Whoever listens is called on a thread that watches, and must not wait.
public final class ManagedObjects implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(ManagedObjects.class);
  private static final Duration LOOK_FOR_MISSING = Duration.ofSeconds(5);

  private record Watched(
      String version, SharedIndexInformer<GenericKubernetesResource> informer, WatchFate fate) {
    Sight sight() {
      note();
      return fate.sight();
    }

    boolean isStale() {
      note();
      return fate.isStale();
    }

    private void note() {
      fate.is(informer.hasSynced(), informer.isWatching());
    }
  }

  /// Why the cluster does not say what it serves, and since when.
  private record Complaint(String reason, long since) {}

  private final KubernetesClient client;
  private final KindVersions versions;
  private final ObjectIndex index = new ObjectIndex();
  private final Map<ManagedKind, Watched> watched = new EnumMap<>(ManagedKind.class);
  private final Consumer<String> changed;
  private final Runnable kindsChanged;
  private final LongSupplier nanoTime;
  private final BarredKinds barred = new BarredKinds();
  private boolean closed;
  private volatile boolean asked;
  private volatile @Nullable Complaint complaint;

  /// Watches nothing yet.
  ///
  /// @param changed told the record whose object is not what it was
  /// @param kindsChanged told when another kind is served or in sight than before
  /// @param nanoTime a clock that nobody sets
  public ManagedObjects(
      KubernetesClient client,
      Consumer<String> changed,
      Runnable kindsChanged,
      LongSupplier nanoTime) {
    this.client = client;
    this.nanoTime = nanoTime;
    this.versions = new KindVersions(client);
    this.changed = changed;
    this.kindsChanged = kindsChanged;
  }

  /// Begins to watch what is served, and to look for what is not.
  public void start(ScheduledExecutorService timer) {
    var _ =
        timer.scheduleWithFixedDelay(
            this::look, 0, LOOK_FOR_MISSING.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    lookForMissing();
    lookAtWatches();
  }

  private void lookForMissing() {
    if (hasAllKinds()) {
      return;
    }
    boolean more = false;
    try {
      // What Kubernetes itself brings is watched whether or not it says what else there is.
      for (ManagedKind kind : ManagedKind.values()) {
        more |= !kind.isOfFlux() && watch(kind, kind.versions().getFirst());
      }
      for (Map.Entry<ManagedKind, String> kind :
          versions.served(List.of(ManagedKind.values())).entrySet()) {
        more |= watch(kind.getKey(), kind.getValue());
      }
      more |= !asked;
      asked = true;
      complaint = null;
    } catch (KubernetesClientException e) {
      complain(Faults.reason(e));
    }
    if (more) {
      kindsChanged.run();
    }
  }

  /// Watches that do not come back are begun anew: a new one says why it does not come about. That
  /// none comes back is the API's affair, which has not to be said of each kind.
  private void lookAtWatches() {
    List<ManagedKind> stale = stale();
    boolean away = !stale.isEmpty() && stale.size() == watches();
    if (!away) {
      stale.forEach(this::beginAgain);
    }
    Map<ManagedKind, String> now = new EnumMap<>(ManagedKind.class);
    for (ManagedKind kind : ManagedKind.values()) {
      if (sight(Set.of(kind)) instanceof Sight.Barred(String message)) {
        now.put(kind, message);
      }
    }
    if (barred.take(now, away)) {
      kindsChanged.run();
    }
  }

  private synchronized List<ManagedKind> stale() {
    return watched.entrySet().stream()
        .filter(watch -> watch.getValue().isStale())
        .map(Map.Entry::getKey)
        .toList();
  }

  private synchronized int watches() {
    return watched.size();
  }

  private void beginAgain(ManagedKind kind) {
    Watched former;
    synchronized (this) {
      former = watched.remove(kind);
    }
    if (former != null) {
      former.informer().stop();
      var _ = watch(kind, former.version(), former.fate().begunAgain());
    }
  }

  /// What cannot be seen, and has not been for long: a sentence for people on each, by the kind's
  /// name, or on the whole API.
  public Map<String, String> barred() {
    return barred.now();
  }

  /// Says what is wrong once, not at each look.
  private void complain(String reason) {
    Complaint before = complaint;
    if (before == null || !before.reason().equals(reason)) {
      LOG.warnf("kinds=unknown reason=\"%s\"", reason);
      complaint = new Complaint(reason, before == null ? nanoTime.getAsLong() : before.since());
    }
  }

  private synchronized boolean hasAllKinds() {
    return closed || watched.size() == ManagedKind.values().length;
  }

  private boolean watch(ManagedKind kind, String version) {
    return watch(kind, version, new WatchFate(kind, nanoTime));
  }

  private synchronized boolean watch(ManagedKind kind, String version, WatchFate fate) {
    if (closed || watched.containsKey(kind)) {
      return false;
    }
    var informer =
        client
            .genericKubernetesResources(KindVersions.context(kind, version))
            .inAnyNamespace()
            .withLabel(Labels.CONFIGURATION)
            .runnableInformer(0)
            .itemStore(new IndexedStore(kind, index, changed))
            .exceptionHandler(
                (started, failure) -> {
                  fate.failed(failure);
                  return !isGone(failure);
                });
    watched.put(kind, new Watched(version, informer, fate));
    var _ = informer.stopped().whenComplete((nothing, failure) -> stopped(kind, informer));
    var _ = informer.start().whenComplete((nothing, failure) -> kindsChanged.run());
    LOG.infof("watch=begun kind=%s version=%s", kind, version);
    return true;
  }

  private void stopped(ManagedKind kind, SharedIndexInformer<GenericKubernetesResource> informer) {
    synchronized (this) {
      if (closed || watched.get(kind) == null || watched.get(kind).informer() != informer) {
        return;
      }
      watched.remove(kind);
    }
    LOG.warnf("watch=ended kind=%s reason=\"the cluster serves it no longer\"", kind);
    index.forget(kind).forEach(changed);
  }

  private static boolean isGone(Throwable failure) {
    return failure instanceof KubernetesClientException e
        && e.getCode() == HttpURLConnection.HTTP_NOT_FOUND;
  }

  /// How a kind is addressed in the version watched; empty when the cluster does not serve it.
  synchronized Optional<ResourceDefinitionContext> context(ManagedKind kind) {
    return version(kind).map(version -> KindVersions.context(kind, version));
  }

  /// The version in which a kind is served; empty when it is not, as far as is known.
  public synchronized Optional<String> version(ManagedKind kind) {
    return Optional.ofNullable(watched.get(kind)).map(Watched::version);
  }

  /// Whether all that is there of these kinds can be seen. Of kinds that are not served nothing is
  /// there.
  public synchronized Sight sight(Collection<ManagedKind> kinds) {
    Sight worst = new Sight.Clear();
    for (ManagedKind kind : kinds) {
      switch (sight(kind)) {
        case Sight.Clear() -> {}
        case Sight.Pending pending -> worst = pending;
        case Sight.Barred is -> {
          return is;
        }
      }
    }
    return worst;
  }

  private Sight sight(ManagedKind kind) {
    Watched watch = watched.get(kind);
    if (watch != null) {
      return watch.sight();
    }
    if (asked) {
      return new Sight.Clear();
    }
    Complaint now = complaint;
    return now == null || nanoTime.getAsLong() - now.since() < Faults.LASTING.toNanos()
        ? new Sight.Pending()
        : new Sight.Barred(
            "the agent cannot learn whether the cluster serves %s: %s"
                .formatted(WatchFate.name(kind), now.reason()));
  }

  /// All objects that the agent made for a record. What only has its label is not among them.
  public Collection<ObservedObject> of(String record) {
    return index.of(record).stream()
        .filter(object -> object.authorship().ofConfiguration())
        .map(SeenObject::observed)
        .toList();
  }

  /// Those of them that the agent made for another incarnation than that.
  public Collection<ObservedObject> former(String record, UUID incarnation) {
    return of(record).stream()
        .filter(object -> authorship(object.ref()).ofIncarnation())
        .filter(object -> !object.label(Labels.INCARNATION).equals(incarnation.toString()))
        .toList();
  }

  /// What of an object is the agent's work.
  Authorship authorship(ObjectRef ref) {
    return index.find(ref).map(SeenObject::authorship).orElse(new Authorship(false, Set.of()));
  }

  /// An object that the agent made, asked for in the cluster: without its label it is not watched.
  public Optional<ObservedObject> ask(ObjectRef ref) {
    return context(ref.kind())
        .map(
            served -> {
              var all = client.genericKubernetesResources(served);
              return ref.namespace() == null
                  ? all.withName(ref.name()).get()
                  : all.inNamespace(ref.namespace()).withName(ref.name()).get();
            })
        .map(object -> SeenObject.of(ref.kind(), object))
        .filter(object -> object.authorship().applied())
        .map(SeenObject::observed);
  }

  /// An object of any record.
  public Optional<ObservedObject> find(ObjectRef ref) {
    return index.find(ref).map(SeenObject::observed);
  }

  /// What somebody else set of an object and nobody wants, as JSON pointers in an order in which
  /// they can be removed.
  List<String> unwanted(ObservedObject seen, JsonNode wanted) {
    return index
        .find(seen.ref())
        .map(object -> object.foreign().beyond(wanted, seen.body()))
        .orElse(List.of());
  }

  /// Takes note of what the API answered, where it is ahead of the watch.
  void saw(ManagedKind kind, GenericKubernetesResource object) {
    index.putAhead(SeenObject.of(kind, object));
  }

  @Override
  public void close() {
    List<Watched> all;
    synchronized (this) {
      closed = true;
      all = List.copyOf(watched.values());
    }
    all.forEach(kind -> kind.informer().stop());
  }
}
