package io.fairlead.agent.lease;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfig;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElector;
import io.fairlead.agent.cluster.Faults;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Stands for the lease `fairlead-agent` of the agent's namespace, from [#start] to [#close], and
/// keeps it once it has it. While the API is away the lease cannot be renewed, and nobody else can
/// take it either: the agent waits, and goes on with what it has when the lease is still its own.
/// Thread-safe.
public final class Candidacy implements AutoCloseable {
  /// The name of the lease.
  public static final String NAME = "fairlead-agent";

  private static final Logger LOG = Logger.getLogger(Candidacy.class);

  private final KubernetesClient client;
  private final LeaderElectionConfig config;
  private final Executor executor;
  private final Runnable elected;
  private final Runnable lost;
  private volatile Standing standing = new Standing.Unknown("not asked yet");
  private boolean begun;
  private boolean ended;
  private @Nullable LeaderElector elector;
  private @Nullable CompletableFuture<?> election;

  /// Does nothing yet.
  ///
  /// @param client outlives this
  /// @param identity tells this agent from all others of the cluster
  /// @param tenure stands in the way of the client's calls
  /// @param elected called once, when the lease is held for the first time
  /// @param lost called once, when another agent has it afterwards
  public Candidacy(
      KubernetesClient client,
      String namespace,
      String identity,
      Tenure tenure,
      Executor executor,
      Runnable elected,
      Runnable lost) {
    this(client, namespace, identity, tenure, Pace.USUAL, executor, elected, lost);
  }

  Candidacy(
      KubernetesClient client,
      String namespace,
      String identity,
      Tenure tenure,
      Pace pace,
      Executor executor,
      Runnable elected,
      Runnable lost) {
    this.client = client;
    this.executor = executor;
    this.elected = elected;
    this.lost = lost;
    this.config =
        new LeaderElectionConfig(
            new TenureLock(namespace, identity, tenure, this::take),
            pace.lease(),
            pace.tenure(),
            pace.renewal(),
            new LeaderCallbacks(() -> {}, () -> {}, holder -> {}),
            false,
            NAME);
  }

  /// Begins; the lease of nobody is taken at once.
  public void start() {
    stand();
  }

  /// An election ends when the lease was not renewed for too long; then comes the next one.
  private synchronized void stand() {
    if (ended) {
      return;
    }
    elector = new LeaderElector(client, config, executor);
    election = elector.start();
    var _ =
        election.whenCompleteAsync(
            (nothing, failure) -> stand(),
            CompletableFuture.delayedExecutor(
                config.getRetryPeriod().toMillis(), TimeUnit.MILLISECONDS, executor));
  }

  private void take(Standing now) {
    Standing before = standing;
    standing = now;
    if (!now.equals(before)) {
      LOG.infof("lease=%s", now);
    }
    switch (now) {
      case Standing.Holder() -> {
        if (isFirst()) {
          executor.execute(elected);
        }
      }
      case Standing.Lost(_) -> {
        if (isLast()) {
          executor.execute(lost);
        }
      }
      case Standing.Standby(_), Standing.Unknown(_) -> {}
    }
  }

  private synchronized boolean isFirst() {
    boolean first = !begun && !ended;
    begun = true;
    return first;
  }

  private synchronized boolean isLast() {
    boolean last = !ended;
    ended = true;
    return last;
  }

  /// How this agent stands to the lease.
  public Standing standing() {
    return standing;
  }

  /// Gives the lease up, so that another agent has it without waiting. Waits for the API.
  @Override
  public void close() {
    LeaderElector last;
    CompletableFuture<?> running;
    synchronized (this) {
      ended = true;
      last = elector;
      running = election;
    }
    if (last != null && running != null) {
      var _ = running.cancel(true);
      try {
        var _ = last.release();
      } catch (KubernetesClientException e) {
        LOG.infof("lease=not-given-up reason=\"%s\" effect=\"it runs out\"", Faults.reason(e));
      }
    }
  }
}
