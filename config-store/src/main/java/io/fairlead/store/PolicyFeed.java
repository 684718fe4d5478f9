package io.fairlead.store;

import io.fairlead.contract.event.PolicyState;
import io.fairlead.contract.id.PolicyId;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// All resources of Azure Policy, for whoever keeps a copy of them in memory. Thread-safe. A failed
/// `Uni` means that the database could not be asked.
public interface PolicyFeed {
  /// Whether a copy lacks nothing that was durable when this was asked: one small question that
  /// reads no resource.
  Uni<Boolean> isCurrent(Copy copy);

  /// What a copy lacks.
  Uni<Changes> changes(Copy copy);

  /// What a copy has.
  ///
  /// @param mark every transaction with a lower number had ended when it was read
  /// @param versions by the key of the resource
  record Copy(long mark, Map<String, Version> versions) {
    /// Nothing.
    public static final Copy EMPTY = new Copy(0, Map.of());

    public Copy {
      versions = Map.copyOf(versions);
    }
  }

  /// One state of one resource.
  ///
  /// @param id the resource
  /// @param uid its incarnation
  record Version(PolicyId id, UUID uid, long generation) {}

  /// The way from one copy to a newer one.
  ///
  /// @param changed what is new or has changed; its epoch is 0
  /// @param removed what is no longer there
  /// @param copy the newer one
  record Changes(List<PolicyState> changed, List<PolicyId> removed, Copy copy) {
    public Changes {
      changed = List.copyOf(changed);
      removed = List.copyOf(removed);
    }
  }
}
