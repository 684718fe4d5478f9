package io.fairlead.local.fleet;

import io.fairlead.contract.event.AgentDescription;
import io.fairlead.contract.protocol.GatewayFrame;
import io.fairlead.session.AgentEnvironment;
import io.fairlead.session.AgentSession;
import io.fairlead.session.AgentSettings;
import io.fairlead.session.core.RemovalsConfirmation;
import io.fairlead.session.core.SessionSnapshot;
import io.fairlead.session.desired.ConfigurationChange;
import io.fairlead.session.desired.ConfigurationChanges;
import io.fairlead.session.desired.HeldConfiguration;
import io.fairlead.session.file.FileDesiredStateStore;
import io.fairlead.session.identity.AgentIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// One simulated cluster: an agent that "does" at once whatever is wanted. Can be switched off,
/// killed
/// and wiped. Thread-safe.
public final class SimulatedCluster {
  private static final Logger LOG = Logger.getLogger(SimulatedCluster.class);
  private static final String CONFIRMATION = "confirm-removals";
  private static final AgentDescription DESCRIPTION =
      new AgentDescription("simulated-0.1.0", "1.34.1", "simulated", "simulated", 1, 4);

  private final AgentSettings settings;
  private final AgentEnvironment environment;
  private final AgentIdentity identity;
  private final Path directory;
  private @Nullable AgentSession session;

  SimulatedCluster(
      AgentSettings settings,
      AgentEnvironment environment,
      AgentIdentity identity,
      Path directory) {
    this.settings = settings;
    this.environment = environment;
    this.identity = identity;
    this.directory = directory;
  }

  /// The cluster's name.
  public String name() {
    return identity.cluster().name();
  }

  AgentIdentity identity() {
    return identity;
  }

  /// Switches its agent on; nothing happens when it is on.
  public synchronized void start() {
    if (session != null) {
      return;
    }
    Simulation simulation = new Simulation();
    AgentSession next =
        new AgentSession(
            settings,
            identity,
            FileDesiredStateStore.open(directory.resolve("state")),
            simulation,
            () -> DESCRIPTION,
            environment);
    simulation.session = next;
    next.start().join();
    session = next;
  }

  /// Switches its agent off in an orderly way.
  public synchronized void stop() {
    if (session != null) {
      session.stop().join();
      session = null;
    }
  }

  /// Ends its agent as `kill -9` does; [#start] brings it back.
  public synchronized void kill() {
    if (session != null) {
      session.abort().join();
      session = null;
    }
  }

  /// Kills its agent and deletes all it remembers but its key; [#start] brings it back.
  public synchronized void wipe() {
    kill();
    try (Stream<Path> files = Files.walk(directory.resolve("state"))) {
      for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot wipe " + directory, e);
    }
  }

  /// Takes it off the network; its agent goes on.
  public void disconnect() {
    running().goOffline();
  }

  /// Puts it back on the network.
  public void reconnect() {
    running().goOnline();
  }

  /// All its agent holds.
  public List<HeldConfiguration> held() {
    return running().held().join();
  }

  /// How its session fares; empty while its agent is off.
  public Optional<SessionSnapshot> snapshot() {
    AgentSession now;
    synchronized (this) {
      now = session;
    }
    return Optional.ofNullable(now).map(AgentSession::snapshot);
  }

  /// An operator's word that the removals held back in that epoch are meant so.
  public CompletableFuture<RemovalsConfirmation> confirmRemovals(long epoch) {
    return running().confirmRemovals(epoch);
  }

  private synchronized AgentSession running() {
    if (session == null) {
      throw new IllegalStateException("simulated cluster " + name() + " is switched off");
    }
    return session;
  }

  /// Looks whether an operator has confirmed the removals held back, by a file `confirm-removals`
  /// in
  /// the cluster's directory. The file goes, whatever came of it.
  void obeyOperator() {
    long epoch = snapshot().map(SessionSnapshot::withheldEpoch).orElse(0L);
    Path file = directory.resolve(CONFIRMATION);
    if (epoch == 0 || !Files.exists(file)) {
      return;
    }
    try {
      Files.delete(file);
    } catch (IOException e) {
      LOG.warnf("cluster=%s confirmation=not-taken reason=\"%s\"", name(), e);
      return;
    }
    var _ =
        confirmRemovals(epoch)
            .whenComplete(
                (done, failure) ->
                    LOG.infof(
                        "cluster=%s confirmation=%s epoch=%d",
                        name(), failure == null ? done : failure, epoch));
  }

  /// Does at once what is wanted.
  private final class Simulation implements ConfigurationChanges {
    private final Map<String, HeldConfiguration> applied = new ConcurrentHashMap<>();
    private @Nullable AgentSession session;

    @Override
    public void start(Collection<HeldConfiguration> held) {
      held.forEach(this::apply);
    }

    @Override
    public Optional<String> objectionTo(GatewayFrame.Change change) {
      return Optional.empty();
    }

    @Override
    public void changed(ConfigurationChange change) {
      switch (change) {
        case ConfigurationChange.Changed(HeldConfiguration current) -> apply(current);
        case ConfigurationChange.Replaced(_, HeldConfiguration current) -> apply(current);
        case ConfigurationChange.Deleting(HeldConfiguration current) -> apply(current);
        case ConfigurationChange.Removed(var last) -> applied.remove(last.id().key());
      }
    }

    private void apply(HeldConfiguration configuration) {
      switch (configuration.lifecycle()) {
        case Active -> {
          applied.put(configuration.id().key(), configuration);
          report(configuration);
        }
        case Deleting -> {
          applied.remove(configuration.id().key());
          own().confirmCleanedUp(configuration.version());
        }
      }
    }

    @Override
    public void reportAgain() {
      applied.values().forEach(this::report);
    }

    private void report(HeldConfiguration configuration) {
      own().report(SimulatedStatus.of(configuration, environment.clock().instant()));
    }

    private AgentSession own() {
      AgentSession mine = session;
      if (mine == null) {
        throw new IllegalStateException("the simulation has no session yet");
      }
      return mine;
    }
  }
}
