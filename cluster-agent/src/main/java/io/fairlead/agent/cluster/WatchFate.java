package io.fairlead.agent.cluster;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fairlead.agent.object.ManagedKind;
import java.net.HttpURLConnection;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// How the watch of one kind fares. What breaks off and comes back is no news; what does not come
/// is one after [Faults#LASTING]. Thread-safe.
final class WatchFate {
  private final ManagedKind kind;
  private final LongSupplier nanoTime;
  private boolean seen;
  private boolean watching;
  private long since;
  private @Nullable KubernetesClientException reason;

  /// One that has just begun.
  ///
  /// @param nanoTime a clock that nobody sets
  WatchFate(ManagedKind kind, LongSupplier nanoTime) {
    this(kind, nanoTime, nanoTime.getAsLong());
  }

  private WatchFate(ManagedKind kind, LongSupplier nanoTime, long since) {
    this.kind = kind;
    this.nanoTime = nanoTime;
    this.since = since;
  }

  /// Of the watch in the place of this one, which does not come back.
  synchronized WatchFate begunAgain() {
    return new WatchFate(kind, nanoTime, since);
  }

  /// It was tried and did not come about.
  synchronized void failed(Throwable failure) {
    if (failure instanceof KubernetesClientException fault) {
      reason = fault;
    } else if (failure.getCause() != null) {
      failed(failure.getCause());
    }
  }

  /// Takes note of how it is. To be called before every question.
  ///
  /// @param nowSeen whether everything that was there has been seen
  /// @param nowWatching whether whatever happens to it is seen
  synchronized void is(boolean nowSeen, boolean nowWatching) {
    seen = nowSeen;
    boolean well = nowSeen && nowWatching;
    if (well) {
      reason = null;
    } else if (watching) {
      since = nanoTime.getAsLong();
    }
    watching = well;
  }

  /// Whether it broke off long ago, and its client does not say why it does not come back.
  synchronized boolean isStale() {
    return seen && isLasting() && reason == null;
  }

  private boolean isLasting() {
    return !watching && nanoTime.getAsLong() - since >= Faults.LASTING.toNanos();
  }

  synchronized Sight sight() {
    if (watching || (seen && !isLasting())) {
      return new Sight.Clear();
    }
    KubernetesClientException why = reason;
    if (!isLasting() || why == null) {
      return new Sight.Pending();
    }
    boolean forbidden = why.getCode() == HttpURLConnection.HTTP_FORBIDDEN;
    return new Sight.Barred(
        "the agent %s watch %s: %s"
            .formatted(forbidden ? "may not" : "cannot", name(kind), Faults.reason(why)));
  }

  /// As people who grant rights know it: `kustomizations.kustomize.toolkit.fluxcd.io`.
  static String name(ManagedKind kind) {
    return kind.group().isEmpty() ? kind.plural() : kind.plural() + "." + kind.group();
  }
}
