package io.fairlead.agent.lease;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.time.Duration;
import java.util.function.LongSupplier;

/// Until when this agent may write to its cluster. Stands in the way of every call of its client,
/// so that nothing is written, by whatever part of the agent, once another agent may hold the
/// lease.
///
/// Closed in the beginning. Thread-safe.
public final class Tenure implements Interceptor {
  private static final String READS = "GET";
  private static final String LEASES = "/apis/coordination.k8s.io/";
  private static final String NAMESPACES = "/api/v1/namespaces";

  private final Duration lasts;
  private final LongSupplier nanoTime;
  private boolean held;
  private long renewedAt;

  /// @param nanoTime a clock that nobody sets
  public Tenure(LongSupplier nanoTime) {
    this(Pace.USUAL.tenure(), nanoTime);
  }

  /// @param lasts for how long a renewal of the lease does
  Tenure(Duration lasts, LongSupplier nanoTime) {
    this.lasts = lasts;
    this.nanoTime = nanoTime;
  }

  /// The time by its clock, for [#renewed].
  long now() {
    return nanoTime.getAsLong();
  }

  /// The lease was taken or renewed by a call that began then.
  synchronized void renewed(long beganAt) {
    held = true;
    renewedAt = beganAt;
  }

  /// The lease is about to be given up, or another agent has it.
  synchronized void end() {
    held = false;
  }

  /// Whether this agent may write.
  public synchronized boolean isOpen() {
    return held && nanoTime.getAsLong() - renewedAt < lasts.toNanos();
  }

  /// Refuses what would write while this agent may not. The lease itself is written at any time,
  /// and so is the namespace that it is in, where there is none.
  ///
  /// @throws KubernetesClientException when it refuses, like what the API itself does not do now
  @Override
  public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
    String path = request.uri().getPath();
    boolean free =
        READS.equals(request.method()) || path.contains(LEASES) || path.endsWith(NAMESPACES);
    if (!free && !isOpen()) {
      throw new KubernetesClientException("this agent does not hold the cluster's lease");
    }
  }
}
