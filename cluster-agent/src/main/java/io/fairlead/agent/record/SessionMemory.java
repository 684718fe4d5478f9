package io.fairlead.agent.record;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.session.desired.StateChange;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a session remembers besides the configurations it holds: small, and stored as one object so
/// that it changes as a whole.
///
/// @param epoch the adopted epoch; 0 before the first
/// @param doubt the epoch in doubt; null while there is none
/// @param withheld the names of the records whose removal is held back
/// @param report what the hub has not heard yet of removals held back; null when it has all
record SessionMemory(
    long epoch,
    StateChange.@Nullable Doubt doubt,
    Set<String> withheld,
    StateChange.@Nullable ReportWithheld report) {
  static final SessionMemory EMPTY = new SessionMemory(0, null, Set.of(), null);

  SessionMemory {
    withheld = Set.copyOf(withheld);
  }

  /// What is remembered after these changes.
  SessionMemory after(List<StateChange> changes) {
    SessionMemory memory = this;
    for (StateChange change : changes) {
      memory = memory.after(change);
    }
    return memory;
  }

  private SessionMemory after(StateChange change) {
    return switch (change) {
      case StateChange.Adopt(long adopted) -> new SessionMemory(adopted, null, Set.of(), report);
      case StateChange.Doubt begun -> new SessionMemory(epoch, begun, withheld, report);
      case StateChange.Withhold(ResourceId id) -> holding(id, Set::add);
      case StateChange.Release(ResourceId id) -> holding(id, Set::remove);
      case StateChange.Drop(ResourceId id) -> holding(id, Set::remove);
      case StateChange.Hold(var held) -> holding(held.id(), Set::remove);
      case StateChange.ReportWithheld waiting -> new SessionMemory(epoch, doubt, withheld, waiting);
      case StateChange.WithheldReceived() -> new SessionMemory(epoch, doubt, withheld, null);
      case StateChange.CleanedUp(_), StateChange.Report(_), StateChange.ReportReceived(_) -> this;
    };
  }

  private interface Edit {
    boolean apply(Set<String> names, String name);
  }

  private SessionMemory holding(ResourceId id, Edit edit) {
    Set<String> names = new LinkedHashSet<>(withheld);
    return edit.apply(names, RecordNames.of(id))
        ? new SessionMemory(epoch, doubt, names, report)
        : this;
  }

  /// The same without what is no longer held back in `later`: what may be stored before the records
  /// change.
  SessionMemory released(SessionMemory later) {
    return new SessionMemory(
        epoch,
        doubt,
        withheld.stream().filter(later.withheld::contains).collect(Collectors.toSet()),
        report);
  }

  /// Changes that lead to this memory, once the records are held.
  ///
  /// @param ids the id of the record of a name; null where there is none
  List<StateChange> asChanges(Function<String, @Nullable ResourceId> ids) {
    List<StateChange> changes = new ArrayList<>();
    if (doubt != null) {
      changes.add(doubt);
    }
    for (String name : withheld) {
      ResourceId id = ids.apply(name);
      if (id != null) {
        changes.add(new StateChange.Withhold(id));
      }
    }
    if (report != null) {
      changes.add(report);
    }
    return changes;
  }
}
