package io.fairlead.benchmarks.fleet;

import io.fairlead.benchmarks.store.Clusters;
import io.fairlead.contract.event.AgentDescription;
import io.fairlead.contract.event.Compliance;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.session.AgentEnvironment;
import io.fairlead.session.AgentSession;
import io.fairlead.session.AgentSettings;
import io.fairlead.session.core.SessionSnapshot;
import io.fairlead.session.identity.AgentIdentity;
import io.fairlead.session.net.GatewayAddress;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// One agent of a fleet: the session library that real agents have, in front of a cluster that does
/// at once what it is told. Thread-safe.
public final class FleetAgent implements Actor {
  /// What agents of benchmarks say of themselves.
  static final AgentDescription DESCRIPTION =
      new AgentDescription("benchmark-0.1.0", "1.34.1", "simulated", "simulated", 1, 4);

  private final AgentEnvironment environment;
  private final AgentIdentity identity;
  private final SimulatedWorkload workload;
  private AgentSettings settings;
  private MemoryStore disk = new MemoryStore();
  private @Nullable AgentSession session;
  private volatile long hello;

  FleetAgent(
      Clusters.Keyed cluster,
      AgentSettings settings,
      AgentEnvironment environment,
      Reporting reporting,
      AgentObserver observer) {
    this.settings = settings;
    this.environment = environment;
    this.identity = AgentIdentity.of(cluster.id(), cluster.key());
    this.workload = new SimulatedWorkload(environment.clock(), reporting, observer);
  }

  /// Its cluster.
  public ResourceId cluster() {
    return identity.cluster();
  }

  /// From its next start on it connects to that gateway, or to a link that leads to one.
  ///
  /// @param root with host and port
  public synchronized void through(URI root) {
    settings = settings(root);
  }

  /// Of agents that connect there.
  static AgentSettings settings(URI root) {
    return AgentSettings.of(new GatewayAddress(root, null));
  }

  /// Starts its process, which begins to connect; nothing happens while it runs.
  ///
  /// @return completes when its state is loaded
  public synchronized CompletableFuture<Void> start() {
    if (session != null) {
      return CompletableFuture.completedFuture(null);
    }
    AgentSession next =
        new AgentSession(settings, identity, disk, workload, this::describe, environment);
    workload.speakThrough(next);
    session = next;
    return next.start();
  }

  /// Is asked for each hello, which is when a handshake was answered.
  private AgentDescription describe() {
    hello = System.nanoTime();
    return DESCRIPTION;
  }

  /// When its last handshake was answered, by [System#nanoTime()]; 0 when none was.
  public long handshakeAnswered() {
    return hello;
  }

  /// Ends its process in order; nothing happens while it does not run.
  public synchronized CompletableFuture<Void> stop() {
    AgentSession was = session;
    session = null;
    return was == null ? CompletableFuture.completedFuture(null) : was.stop();
  }

  /// Ends its process as `kill -9` does; nothing happens while it does not run.
  public synchronized CompletableFuture<Void> kill() {
    AgentSession was = session;
    session = null;
    return was == null ? CompletableFuture.completedFuture(null) : was.abort();
  }

  /// Kills its process and takes away all it and its cluster remember but its key.
  public synchronized CompletableFuture<Void> wipe() {
    return kill()
        .thenRun(
            () -> {
              synchronized (this) {
                disk = new MemoryStore();
                workload.wipe();
              }
            });
  }

  /// Takes it off the network; its process goes on.
  public void disconnect() {
    running().goOffline();
  }

  /// Puts it back on the network.
  public void reconnect() {
    running().goOnline();
  }

  /// Reports all that its cluster runs once more, with that compliance.
  public void reportAll(Compliance compliance) {
    workload.reportAll(compliance);
  }

  @Override
  public CompletableFuture<Void> does(Act act) {
    return switch (act) {
      case START -> start();
      case STOP -> stop();
      case KILL -> kill();
      case WIPE -> wipe();
      case GO_OFFLINE -> now(this::disconnect);
      case GO_ONLINE -> now(this::reconnect);
    };
  }

  private static CompletableFuture<Void> now(Runnable act) {
    act.run();
    return CompletableFuture.completedFuture(null);
  }

  /// How its session fares; null while its state is not loaded, or its process does not run.
  public synchronized @Nullable SessionSnapshot snapshot() {
    AgentSession now = session;
    return now == null ? null : now.snapshot();
  }

  /// Whether it is in sync.
  public boolean isLive() {
    SessionSnapshot now = snapshot();
    return now != null && now.phase() == SessionSnapshot.Phase.LIVE;
  }

  /// Whether it is in sync, and has said all that it had to say.
  public boolean hasSaidAll() {
    SessionSnapshot now = snapshot();
    return now != null && now.phase() == SessionSnapshot.Phase.LIVE && now.unreported() == 0;
  }

  private synchronized AgentSession running() {
    if (session == null) {
      throw new IllegalStateException("the agent of " + cluster() + " does not run");
    }
    return session;
  }
}
