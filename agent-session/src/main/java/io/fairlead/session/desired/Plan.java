package io.fairlead.session.desired;

import io.fairlead.contract.event.Refusal;
import java.util.ArrayList;
import java.util.List;

/// What something does to an agent's state: the steps to store, what the cluster's side then hears,
/// and what is refused.
public record Plan(
    List<StateChange> changes, List<ConfigurationChange> notices, List<Refusal> refused) {
  static final Plan NOTHING = new Plan(List.of(), List.of(), List.of());

  public Plan {
    changes = List.copyOf(changes);
    notices = List.copyOf(notices);
    refused = List.copyOf(refused);
  }

  /// Collects a plan.
  static final class Builder {
    private final List<StateChange> changes = new ArrayList<>();
    private final List<ConfigurationChange> notices = new ArrayList<>();
    private final List<Refusal> refused = new ArrayList<>();

    Builder change(StateChange change) {
      changes.add(change);
      return this;
    }

    Builder notice(ConfigurationChange notice) {
      notices.add(notice);
      return this;
    }

    Builder refuse(Refusal refusal) {
      refused.add(refusal);
      return this;
    }

    Plan build() {
      return new Plan(changes, notices, refused);
    }
  }
}
