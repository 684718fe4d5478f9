package io.fairlead.systemtest.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.contract.event.AgentDescription;
import io.fairlead.contract.event.Compliance;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.session.AgentSession;
import io.fairlead.session.AgentSettings;
import io.fairlead.session.core.RemovalsConfirmation;
import io.fairlead.session.core.SessionSnapshot;
import io.fairlead.session.desired.HeldConfiguration;
import io.fairlead.session.file.FileDesiredStateStore;
import io.fairlead.session.identity.AgentIdentity;
import io.fairlead.session.net.GatewayAddress;
import io.fairlead.systemtest.check.HeldByCluster;
import io.fairlead.systemtest.check.Journal;
import io.fairlead.systemtest.user.Bodies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The agent of one cluster: the real session library with its file store, behind a link of its
/// own. What
/// it is told is in its journal. By itself it reports everything it is told to hold as compliant,
/// with the
/// configuration's value as the synced revision.
public final class TestAgent implements HeldByCluster, AutoCloseable {
  private static final Duration SHORTEST_BACK_OFF = Duration.ofMillis(50);
  private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(1);
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(20);
  private static final AgentDescription DESCRIPTION =
      new AgentDescription("system-test", "1.34.1", "k3s", "generic", 1, 4);

  private final ResourceId cluster;
  private final ClusterKey key;
  private final Link link;
  private final Path directory;
  private final EdgeRuntime runtime;
  private final @Nullable Path trusted;
  private final EdgeClock clock = new EdgeClock();
  private final ClusterMemory memory = new ClusterMemory(clock);
  private @Nullable AgentSession session;

  /// @param trusted certificates to trust for the gateway; null for the runtime's own
  TestAgent(
      ResourceId cluster,
      ClusterKey key,
      Link link,
      Path directory,
      EdgeRuntime runtime,
      @Nullable Path trusted) {
    this.cluster = cluster;
    this.key = key;
    this.link = link;
    this.directory = directory;
    this.runtime = runtime;
    this.trusted = trusted;
  }

  /// Starts its process, which begins to connect.
  public void start() {
    AgentSession next =
        new AgentSession(
            AgentSettings.of(new GatewayAddress(link.address(), trusted))
                .withBackOff(SHORTEST_BACK_OFF, LONGEST_BACK_OFF),
            AgentIdentity.of(cluster, key.pair()),
            FileDesiredStateStore.open(directory),
            memory,
            () -> DESCRIPTION,
            runtime.environment(clock));
    memory.speakThrough(next);
    next.start().join();
    session = next;
  }

  /// Starts its process and waits until it is in sync.
  public TestAgent started() {
    start();
    awaitSessionAfter(-1);
    return this;
  }

  /// Ends its process in order.
  public void stop() {
    if (session != null) {
      session.stop().join();
      session = null;
    }
  }

  /// Kills its process.
  public void kill() {
    if (session != null) {
      session.abort().join();
      session = null;
    }
  }

  /// Deletes all that a stopped agent and its cluster have.
  public void wipe() {
    if (session != null) {
      throw new IllegalStateException("runs");
    }
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    memory.wipe();
  }

  /// Makes the cluster's clock wrong from now on.
  public void clockOffset(Duration wrong) {
    clock.setOffset(wrong);
  }

  /// From now on, reports nothing but what [#report] says.
  public void reportByHand() {
    memory.reportByHand();
  }

  /// Reports on a configuration in the state that the cluster runs now.
  public void report(ResourceId id, Compliance compliance, String revision) {
    memory.report(id, compliance, revision);
  }

  /// The line to the hub.
  public Link link() {
    return link;
  }

  /// What the cluster is registered with.
  public String registeredKey() {
    return key.registered();
  }

  ClusterKey key() {
    return key;
  }

  /// The number of its session; 0 when it has none.
  public long session() {
    SessionSnapshot now = snapshot();
    return now == null ? 0 : now.session();
  }

  /// Waits until it is in sync in a session with a larger number than that.
  public void awaitSessionAfter(long before) {
    await(cluster.name() + " has a session")
        .atMost(SOON)
        .pollInterval(POLL)
        .until(
            () -> {
              SessionSnapshot now = snapshot();
              return now != null
                  && now.phase() == SessionSnapshot.Phase.LIVE
                  && now.session() > before;
            });
  }

  /// Waits until it holds all of these.
  public void awaitHeld(Collection<ResourceId> ids) {
    await(cluster.name() + " holds them")
        .atMost(SOON)
        .pollInterval(POLL)
        .untilAsserted(() -> assertThat(wanted()).containsKeys(ids.toArray(ResourceId[]::new)));
  }

  /// Waits until it holds a configuration with that value.
  public void awaitValue(ResourceId id, String value) {
    await(cluster.name() + " holds " + value)
        .atMost(SOON)
        .pollInterval(POLL)
        .untilAsserted(() -> assertThat(wanted()).containsEntry(id, value));
  }

  /// All that it holds durably, those being deleted included; nothing while it does not run.
  public Map<ResourceId, HeldConfiguration> held() {
    AgentSession now = session;
    return now == null
        ? Map.of()
        : now.held().join().stream().collect(Collectors.toMap(HeldConfiguration::id, one -> one));
  }

  /// The incarnation of a configuration that it holds.
  public UUID uidOf(ResourceId id) {
    HeldConfiguration one = held().get(id);
    if (one == null) {
      throw new AssertionError("does not hold " + id);
    }
    return one.uid();
  }

  /// An operator's word that the removals held back are meant so.
  ///
  /// @return how many were carried out
  public int confirmRemovals() {
    AgentSession now = session;
    if (now == null) {
      throw new IllegalStateException("does not run");
    }
    RemovalsConfirmation done = now.confirmRemovals(traffic().withheldEpoch()).join();
    return switch (done) {
      case RemovalsConfirmation.CarriedOut(int removals) -> removals;
      case RemovalsConfirmation.NothingHeld(), RemovalsConfirmation.OtherEpoch _ ->
          throw new AssertionError("not carried out: " + done);
    };
  }

  /// How the session of the running process fares.
  ///
  /// @throws IllegalStateException when it does not run
  public SessionSnapshot traffic() {
    SessionSnapshot now = snapshot();
    if (now == null) {
      throw new IllegalStateException("does not run");
    }
    return now;
  }

  @Override
  public ResourceId cluster() {
    return cluster;
  }

  @Override
  public Map<ResourceId, String> wanted() {
    return held().values().stream()
        .filter(HeldConfiguration::isActive)
        .collect(
            Collectors.toMap(
                HeldConfiguration::id, one -> Bodies.valueIn(one.id(), one.properties())));
  }

  @Override
  public Set<ResourceId> heldIds() {
    return held().keySet();
  }

  @Override
  public Map<ResourceId, String> reported() {
    return memory.reported();
  }

  @Override
  public Journal journal() {
    return memory.journal();
  }

  @Override
  public void close() {
    kill();
    link.close();
  }

  private @Nullable SessionSnapshot snapshot() {
    AgentSession now = session;
    return now == null ? null : now.snapshot();
  }
}
