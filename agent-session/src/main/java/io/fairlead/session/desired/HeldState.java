package io.fairlead.session.desired;

import io.fairlead.contract.event.ConfigurationStatus;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.protocol.SetDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// All an agent remembers: the fold over its [StateChange]s. Confined to one thread at a time.
///
/// The digest is kept up to date with every change and never computed anew; it covers everything
/// held, configurations that are being deleted and those whose removal is held back included,
/// because
/// that is what the agent's inventory says.
public final class HeldState {
  private final Map<String, HeldConfiguration> held = new LinkedHashMap<>();
  private final Map<String, ResourceId> withheld = new LinkedHashMap<>();
  private final Map<String, ConfigurationStatus> reports = new LinkedHashMap<>();
  private SetDigest digest = SetDigest.EMPTY;
  private long epoch;
  private int active;
  private StateChange.@Nullable Doubt doubt;
  private StateChange.@Nullable ReportWithheld withheldReport;

  /// The adopted epoch; 0 before the first.
  public long epoch() {
    return epoch;
  }

  /// The digest of everything held.
  public SetDigest digest() {
    return digest;
  }

  /// Everything held, oldest first. A view: not to be kept.
  public Collection<HeldConfiguration> held() {
    return Collections.unmodifiableCollection(held.values());
  }

  /// What is held under that id.
  public Optional<HeldConfiguration> held(ResourceId id) {
    return Optional.ofNullable(held.get(id.key()));
  }

  /// How many of those held are wanted.
  public int active() {
    return active;
  }

  /// The epoch in doubt, while there is one.
  public Optional<StateChange.Doubt> doubt() {
    return Optional.ofNullable(doubt);
  }

  /// What is held although the hub no longer wants it. A view: not to be kept.
  public Collection<ResourceId> withheld() {
    return Collections.unmodifiableCollection(withheld.values());
  }

  /// Whether a removal of that id is held back.
  public boolean isWithheld(ResourceId id) {
    return withheld.containsKey(id.key());
  }

  /// Statuses the hub has not got yet, longest waiting first. A view: not to be kept.
  public Collection<ConfigurationStatus> reports() {
    return Collections.unmodifiableCollection(reports.values());
  }

  /// The status of that id which the hub has not got yet.
  public Optional<ConfigurationStatus> report(ResourceId id) {
    return Optional.ofNullable(reports.get(id.key()));
  }

  /// What the hub has not heard yet of removals held back.
  public Optional<StateChange.ReportWithheld> withheldReport() {
    return Optional.ofNullable(withheldReport);
  }

  /// Takes one step.
  public void apply(StateChange change) {
    switch (change) {
      case StateChange.Hold(HeldConfiguration configuration) -> hold(configuration);
      case StateChange.Drop(ResourceId id) -> drop(id);
      case StateChange.CleanedUp(ResourceId id) ->
          held.computeIfPresent(id.key(), (key, configuration) -> configuration.withCleanedUp());
      case StateChange.Adopt(long adopted) -> {
        epoch = adopted;
        doubt = null;
        withheld.clear();
      }
      case StateChange.Doubt begun -> doubt = begun;
      case StateChange.Withhold(ResourceId id) -> withheld.put(id.key(), id);
      case StateChange.Release(ResourceId id) -> withheld.remove(id.key());
      case StateChange.Report(ConfigurationStatus status) ->
          reports.put(status.observed().id().key(), status);
      case StateChange.ReportReceived(ResourceId id) -> reports.remove(id.key());
      case StateChange.ReportWithheld report -> withheldReport = report;
      case StateChange.WithheldReceived() -> withheldReport = null;
    }
  }

  private void hold(HeldConfiguration configuration) {
    String key = configuration.id().key();
    HeldConfiguration former = held.put(key, configuration);
    if (former != null) {
      digest = digest.without(former.version());
      active -= former.isActive() ? 1 : 0;
      if (!former.uid().equals(configuration.uid())) {
        // A status of the former incarnation must not be taken for one of the new.
        reports.remove(key);
      }
    }
    digest = digest.with(configuration.version());
    active += configuration.isActive() ? 1 : 0;
    withheld.remove(key);
  }

  private void drop(ResourceId id) {
    HeldConfiguration former = held.remove(id.key());
    if (former != null) {
      digest = digest.without(former.version());
      active -= former.isActive() ? 1 : 0;
    }
    withheld.remove(id.key());
    reports.remove(id.key());
  }

  /// Changes that lead from nothing to this state.
  public List<StateChange> asChanges() {
    List<StateChange> changes = new ArrayList<>();
    changes.add(new StateChange.Adopt(epoch));
    held.values().forEach(configuration -> changes.add(new StateChange.Hold(configuration)));
    if (doubt != null) {
      changes.add(doubt);
    }
    withheld.values().forEach(id -> changes.add(new StateChange.Withhold(id)));
    reports.values().forEach(status -> changes.add(new StateChange.Report(status)));
    if (withheldReport != null) {
      changes.add(withheldReport);
    }
    return changes;
  }
}
