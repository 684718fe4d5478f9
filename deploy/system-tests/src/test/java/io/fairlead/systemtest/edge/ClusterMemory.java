package io.fairlead.systemtest.edge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fairlead.contract.event.Compliance;
import io.fairlead.contract.event.ConfigurationStatus;
import io.fairlead.contract.event.Lifecycle;
import io.fairlead.contract.id.ConfigurationVersion;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.protocol.GatewayFrame;
import io.fairlead.session.AgentSession;
import io.fairlead.session.desired.ConfigurationChange;
import io.fairlead.session.desired.ConfigurationChanges;
import io.fairlead.session.desired.HeldConfiguration;
import io.fairlead.systemtest.check.Journal;
import io.fairlead.systemtest.user.Bodies;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A cluster that deploys nothing: it notes what it is told in a journal, and remembers what it
/// reported.
/// Outlives the agent's process, as a cluster does. Thread-safe.
final class ClusterMemory implements ConfigurationChanges {
  private record Reported(Compliance compliance, String revision) {}

  private final Journal journal = new Journal();
  private final Clock clock;
  private final Map<ResourceId, HeldConfiguration> running = new HashMap<>();
  private final Map<ResourceId, Reported> reported = new HashMap<>();
  private @Nullable AgentSession session;
  private boolean byHand;

  ClusterMemory(Clock clock) {
    this.clock = clock;
  }

  Journal journal() {
    return journal;
  }

  /// The agent's process is now this one.
  synchronized void speakThrough(AgentSession next) {
    session = next;
  }

  /// From now on, nothing is reported but what [#report] says.
  synchronized void reportByHand() {
    byHand = true;
  }

  /// Loses everything.
  synchronized void wipe() {
    journal.wiped();
    running.clear();
    reported.clear();
  }

  /// What was reported last, for each configuration that is there.
  synchronized Map<ResourceId, String> reported() {
    return reported.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().revision()));
  }

  /// Reports on a configuration as it runs now.
  synchronized void report(ResourceId id, Compliance compliance, String revision) {
    HeldConfiguration current = running.get(id);
    if (current == null) {
      throw new IllegalStateException("not there: " + id);
    }
    reported.put(id, new Reported(compliance, revision));
    session().report(status(current.version(), compliance, revision));
  }

  @Override
  public synchronized void start(Collection<HeldConfiguration> held) {
    journal.booted(
        held.stream().collect(Collectors.toMap(HeldConfiguration::id, HeldConfiguration::version)));
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
      case ConfigurationChange.Replaced(var former, HeldConfiguration current) -> {
        reported.remove(current.id());
        told(current);
      }
      case ConfigurationChange.Deleting(HeldConfiguration current) -> told(current);
      case ConfigurationChange.Removed(ConfigurationVersion last) -> {
        journal.removed(last.id());
        running.remove(last.id());
        reported.remove(last.id());
      }
    }
  }

  @Override
  public synchronized void reportAgain() {
    reported.forEach(
        (id, last) -> {
          HeldConfiguration current = running.get(id);
          if (current != null && current.isActive()) {
            session().report(status(current.version(), last.compliance(), last.revision()));
          }
        });
  }

  private void told(HeldConfiguration current) {
    journal.stored(
        current.version(), current.lifecycle(), Bodies.valueIn(current.id(), current.properties()));
    run(current);
  }

  private void run(HeldConfiguration current) {
    running.put(current.id(), current);
    if (current.lifecycle() == Lifecycle.Deleting) {
      reported.remove(current.id());
      session().confirmCleanedUp(current.version());
    } else if (!byHand) {
      report(
          current.id(), Compliance.Compliant, Bodies.valueIn(current.id(), current.properties()));
    }
  }

  private AgentSession session() {
    if (session == null) {
      throw new IllegalStateException("no agent runs");
    }
    return session;
  }

  private ConfigurationStatus status(
      ConfigurationVersion version, Compliance compliance, String revision) {
    JsonNode object =
        JsonNodeFactory.instance
            .objectNode()
            .put("name", version.id().name())
            .put("namespace", "flux-system")
            .put("kind", "GitRepository")
            .put("complianceState", compliance.name());
    return new ConfigurationStatus(
        version,
        compliance,
        null,
        clock.instant(),
        clock.instant(),
        revision,
        clock.instant(),
        null,
        JsonNodeFactory.instance.arrayNode().addAll(List.of(object)));
  }
}
