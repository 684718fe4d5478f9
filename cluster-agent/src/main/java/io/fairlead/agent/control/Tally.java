package io.fairlead.agent.control;

import io.fairlead.agent.object.Configuration;
import io.fairlead.agent.object.ManagedKind;
import io.fairlead.contract.event.Compliance;
import io.fairlead.contract.id.ConfigurationVersion;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// What the controllers have done since they were made, and how the configurations fare, as
/// numbers. Thread-safe; each number is right by itself, and two of them need not be of the same
/// moment.
public final class Tally {
  /// What a look at a configuration came to.
  public enum Look {
    /// Objects were changed.
    Applied,
    /// All was as it has to be, or is gone as it has to be.
    Unchanged,
    /// Flux has to come, or something has to go first.
    Waiting,
    /// The configuration cannot be made real as it is, or the cluster refuses it.
    Refused,
    /// The cluster could not be asked.
    Failed
  }

  /// What was done to an object.
  public enum Effect {
    /// It was made, or changed because the configuration did.
    Applied,
    /// It was changed back, after the same state of the configuration had been applied.
    Corrected,
    /// It was told to go.
    Removed
  }

  private record Done(Effect effect, ManagedKind kind) {}

  private final LongSupplier nanoTime;
  private final Map<Look, Long> looks = new ConcurrentHashMap<>();
  private final Map<Done, Long> objects = new ConcurrentHashMap<>();
  private final AtomicLong reports = new AtomicLong();
  private final Map<String, ConfigurationVersion> applied = new ConcurrentHashMap<>();
  private final Map<String, Compliance> compliance = new ConcurrentHashMap<>();
  private final Map<String, Long> unappliedSince = new ConcurrentHashMap<>();

  /// @param nanoTime a clock that nobody sets
  Tally(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /// How many looks came to that.
  public long looks(Look look) {
    return looks.getOrDefault(look, 0L);
  }

  /// To how many objects of a kind that was done; one object counts each time.
  public long objects(Effect effect, ManagedKind kind) {
    return objects.getOrDefault(new Done(effect, kind), 0L);
  }

  /// How many statuses were given to the session to be reported.
  public long reports() {
    return reports.get();
  }

  /// How many configurations fare like that, as far as they were looked at.
  public long configurations(Compliance state) {
    return compliance.values().stream().filter(state::equals).count();
  }

  /// For how long the change has waited that waits longest to be applied; zero when none does. What
  /// is refused does not wait.
  public Duration oldestUnapplied() {
    long now = nanoTime.getAsLong();
    long age = unappliedSince.values().stream().mapToLong(since -> now - since).max().orElse(0);
    return Duration.ofNanos(age);
  }

  /// A look at a configuration that is wanted found this.
  void looked(Configuration configuration, Findings findings) {
    String record = configuration.record();
    switch (findings.reason()) {
      case Applied -> {
        applied.put(record, configuration.version());
        looked(record, findings.changed() ? Look.Applied : Look.Unchanged);
      }
      case Unseen, FluxNotInstalled, FluxNotRunning, Replacing, Removing ->
          looked(record, Look.Waiting);
      case NameCollision, Refused, Invalid, ProtectedSettingsLost -> looked(record, Look.Refused);
      case Failing -> looked(record, Look.Failed);
      // No finding at all.
      case Looking -> {}
    }
  }

  /// A look came to this.
  void looked(String record, Look look) {
    looks.merge(look, 1L, Long::sum);
    switch (look) {
      case Applied, Unchanged, Refused -> unappliedSince.remove(record);
      case Waiting, Failed -> unappliedSince.putIfAbsent(record, nanoTime.getAsLong());
    }
  }

  /// An object of a configuration was changed.
  void changed(Configuration configuration, ManagedKind kind) {
    boolean again = configuration.version().equals(applied.get(configuration.record()));
    count(again ? Effect.Corrected : Effect.Applied, kind);
  }

  /// An object was told to go.
  void removed(ManagedKind kind) {
    count(Effect.Removed, kind);
  }

  /// A configuration fares like that.
  void fares(String record, Compliance state) {
    compliance.put(record, state);
  }

  /// A status was reported.
  void reported() {
    reports.incrementAndGet();
  }

  /// A record is gone.
  void forget(String record) {
    applied.remove(record);
    compliance.remove(record);
    unappliedSince.remove(record);
  }

  private void count(Effect effect, ManagedKind kind) {
    objects.merge(new Done(effect, kind), 1L, Long::sum);
  }
}
