package io.fairlead.agent.cluster;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import io.fairlead.agent.object.ApiKind;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Watches of what others made and the agent only reads: one for each kind, of the objects with a
/// label. Nothing depends on them but what is said: a kind that the cluster does not serve, or does
/// not let the agent see, is left out and looked for again, ever more seldom.
///
/// Thread-safe. Whoever listens is called on a thread that watches, and must not wait.
///
/// @param <K> the kinds
final class SideWatches<K extends ApiKind> implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(SideWatches.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
  private static final Duration KINDS_COME_TOGETHER = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  /// Objects of others can be large; so many are read at a time.
  private static final long PAGE = 100;

  /// What is done with what is seen.
  ///
  /// @param <K> the kinds
  interface Keeper<K> {
    /// Where the objects of a kind are kept.
    ItemStore<GenericKubernetesResource> store(K kind);

    /// All that is there of a kind has been seen.
    void seen(K kind);

    /// A kind cannot be seen any longer.
    void ended(K kind);
  }

  private final KubernetesClient client;
  private final KindVersions versions;
  private final List<K> kinds;
  private final String selector;
  private final Keeper<K> keeper;
  private final Map<K, SharedIndexInformer<GenericKubernetesResource>> watched = new HashMap<>();
  private final Map<K, String> complaints = new HashMap<>();
  private @Nullable ScheduledExecutorService timer;
  private Duration pause = FIRST_PAUSE;
  private @Nullable ScheduledFuture<?> next;
  private boolean looked;
  private boolean closed;

  /// Watches nothing yet.
  ///
  /// @param selector which labels the objects have, as the API words it
  SideWatches(KubernetesClient client, List<K> kinds, String selector, Keeper<K> keeper) {
    this.client = client;
    this.versions = new KindVersions(client);
    this.kinds = List.copyOf(kinds);
    this.selector = selector;
    this.keeper = keeper;
  }

  /// Begins to watch what is served.
  ///
  /// @param on outlives these watches, and never waits for them
  void start(ScheduledExecutorService on) {
    synchronized (this) {
      timer = on;
    }
    lookIn(Duration.ZERO);
  }

  /// Looks soon for what is missing: the cluster serves other kinds than before.
  void lookAnew() {
    synchronized (this) {
      pause = FIRST_PAUSE;
    }
    lookIn(KINDS_COME_TOGETHER);
  }

  private synchronized void lookIn(Duration duration) {
    if (timer == null || closed || watched.size() == kinds.size()) {
      return;
    }
    if (next != null) {
      next.cancel(false);
    }
    next =
        timer.schedule(
            () -> Thread.startVirtualThread(this::look),
            duration.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      Map<K, String> visible = new LinkedHashMap<>(versions.served(missing()));
      visible.entrySet().removeIf(kind -> !mayBeSeen(kind.getKey(), kind.getValue()));
      synchronized (this) {
        visible.forEach(this::watch);
        looked = true;
      }
    } catch (KubernetesClientException e) {
      LOG.debugf("kinds=unknown reason=\"%s\"", Faults.reason(e));
    }
    lookIn(nextPause());
  }

  private synchronized List<K> missing() {
    return kinds.stream().filter(kind -> !watched.containsKey(kind)).toList();
  }

  private synchronized Duration nextPause() {
    Duration now = pause;
    Duration twice = now.multipliedBy(2);
    pause = twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    return now;
  }

  /// Asked before a watch is begun, which would complain at length in the client's own words.
  private boolean mayBeSeen(K kind, String version) {
    try {
      var _ = all(kind, version).list(new ListOptionsBuilder().withLimit(1L).build());
      return true;
    } catch (KubernetesClientException e) {
      if (isLasting(kind, e)) {
        return false;
      }
      throw e;
    }
  }

  private FilterWatchListDeletable<
          GenericKubernetesResource,
          GenericKubernetesResourceList,
          Resource<GenericKubernetesResource>>
      all(K kind, String version) {
    return client
        .genericKubernetesResources(KindVersions.context(kind, version))
        .inAnyNamespace()
        .withLabelSelector(selector);
  }

  private synchronized void watch(K kind, String version) {
    if (closed || watched.containsKey(kind)) {
      return;
    }
    var informer =
        all(kind, version)
            .withLimit(PAGE)
            .runnableInformer(0)
            .itemStore(keeper.store(kind))
            .exceptionHandler((started, failure) -> !isLasting(kind, failure));
    watched.put(kind, informer);
    var _ = informer.stopped().whenComplete((nothing, failure) -> stopped(kind, informer));
    var _ =
        informer
            .start()
            .whenComplete(
                (nothing, failure) -> {
                  if (failure == null) {
                    begun(kind, version);
                  }
                });
  }

  private void begun(K kind, String version) {
    synchronized (this) {
      complaints.remove(kind);
    }
    LOG.infof("watch=begun kind=%s version=%s selector=%s", kind.name(), version, selector);
    keeper.seen(kind);
  }

  private void stopped(K kind, SharedIndexInformer<GenericKubernetesResource> informer) {
    synchronized (this) {
      if (closed || watched.get(kind) != informer) {
        return;
      }
      watched.remove(kind);
    }
    keeper.ended(kind);
    lookIn(nextPause());
  }

  /// Whether it is of no use to ask again soon. Says so, once for each reason.
  private boolean isLasting(K kind, Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (!(cause instanceof KubernetesClientException e)
        || (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND
            && e.getCode() != HttpURLConnection.HTTP_FORBIDDEN)) {
      return false;
    }
    String reason = Faults.reason(e);
    String before;
    synchronized (this) {
      before = complaints.put(kind, reason);
    }
    if (!reason.equals(before)) {
      LOG.warnf(
          "watch=ended kind=%s selector=%s reason=\"%s\" effect=\"not seen until it is possible\"",
          kind.name(), selector, reason);
    }
    return true;
  }

  /// Whether all that is there of a kind has been seen.
  synchronized boolean hasSeen(K kind) {
    var informer = watched.get(kind);
    return informer != null && informer.hasSynced();
  }

  /// Whether all that can be seen has been seen.
  synchronized boolean hasSeenAll() {
    return looked && watched.values().stream().allMatch(SharedIndexInformer::hasSynced);
  }

  @Override
  public void close() {
    List<SharedIndexInformer<GenericKubernetesResource>> all;
    synchronized (this) {
      closed = true;
      all = List.copyOf(watched.values());
    }
    all.forEach(SharedIndexInformer::stop);
  }
}
