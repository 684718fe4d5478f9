package io.fairlead.benchmarks.fleet;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fairlead.contract.event.Compliance;
import io.fairlead.contract.event.ConfigurationStatus;
import io.fairlead.contract.event.Lifecycle;
import io.fairlead.contract.id.ConfigurationVersion;
import io.fairlead.contract.protocol.GatewayFrame;
import io.fairlead.session.AgentSession;
import io.fairlead.session.desired.ConfigurationChange;
import io.fairlead.session.desired.ConfigurationChanges;
import io.fairlead.session.desired.HeldConfiguration;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What runs in a cluster of a fleet: whatever it is told, at once. It outlives the agent's
/// process. Thread-safe.
final class SimulatedWorkload implements ConfigurationChanges {
  private final Clock clock;
  private final Reporting reporting;
  private final AgentObserver observer;
  private final Map<String, ConfigurationVersion> running = new HashMap<>();
  private @Nullable AgentSession session;

  SimulatedWorkload(Clock clock, Reporting reporting, AgentObserver observer) {
    this.clock = clock;
    this.reporting = reporting;
    this.observer = observer;
  }

  /// The agent's process is now this one.
  synchronized void speakThrough(AgentSession next) {
    session = next;
  }

  /// Loses everything.
  synchronized void wipe() {
    running.clear();
  }

  /// Reports on all that runs.
  synchronized void reportAll(Compliance compliance) {
    running.values().forEach(version -> report(version, compliance));
  }

  @Override
  public synchronized void start(Collection<HeldConfiguration> held) {
    running.clear();
    held.forEach(this::run);
  }

  @Override
  public Optional<String> objectionTo(GatewayFrame.Change change) {
    return Optional.empty();
  }

  @Override
  public synchronized void changed(ConfigurationChange change) {
    switch (change) {
      case ConfigurationChange.Changed(HeldConfiguration current) -> told(current);
      case ConfigurationChange.Replaced(_, HeldConfiguration current) -> told(current);
      case ConfigurationChange.Deleting(HeldConfiguration current) -> told(current);
      case ConfigurationChange.Removed(ConfigurationVersion last) ->
          running.remove(last.id().key());
    }
  }

  @Override
  public synchronized void reportAgain() {
    if (reporting == Reporting.COMPLIANT_AT_ONCE) {
      reportAll(Compliance.Compliant);
    }
  }

  private void told(HeldConfiguration current) {
    observer.stored(current.version(), System.nanoTime());
    run(current);
  }

  private void run(HeldConfiguration current) {
    ConfigurationVersion version = current.version();
    if (current.lifecycle() == Lifecycle.Deleting) {
      running.remove(version.id().key());
      own().confirmCleanedUp(version);
      return;
    }
    running.put(version.id().key(), version);
    if (reporting == Reporting.COMPLIANT_AT_ONCE) {
      report(version, Compliance.Compliant);
    }
  }

  private void report(ConfigurationVersion version, Compliance compliance) {
    Instant now = clock.instant();
    own()
        .report(
            new ConfigurationStatus(
                version,
                compliance,
                null,
                now,
                now,
                "main@sha1:" + Long.toHexString(version.generation()),
                now,
                null,
                objects(version, compliance)));
  }

  /// A source and two kustomizations, as [io.fairlead.benchmarks.api.Bodies] has them.
  private static ArrayNode objects(ConfigurationVersion version, Compliance compliance) {
    ArrayNode objects = JsonNodeFactory.instance.arrayNode();
    String name = version.id().name();
    for (List<String> kindAndName :
        List.of(
            List.of("GitRepository", name),
            List.of("Kustomization", name + "-infra"),
            List.of("Kustomization", name + "-apps"))) {
      objects
          .addObject()
          .put("kind", kindAndName.getFirst())
          .put("name", kindAndName.getLast())
          .put("namespace", "cluster-config")
          .put("complianceState", compliance.name());
    }
    return objects;
  }

  private AgentSession own() {
    if (session == null) {
      throw new IllegalStateException("no agent runs");
    }
    return session;
  }
}
