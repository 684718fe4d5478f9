package io.fairlead.session.desired;

import io.fairlead.contract.event.Refusal;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.protocol.GatewayFrame;
import io.fairlead.contract.protocol.ProtocolLimits;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Works out what a frame of changes does to what is held. Pure.
///
/// - Within an epoch an older generation never replaces a newer one: it is refused. A state of
///   another epoch replaces whatever is held, because generations of two epochs cannot be compared.
/// - What the cluster's side objects to is refused; the last good state stays held.
/// - In a session whose epoch is not the adopted one, removals of active configurations are held
///   back; see [RemovalGuard].
public final class FramePlanner {
  private final Function<GatewayFrame.Change, Optional<String>> objections;

  /// @param objections why the cluster's side does not accept a state
  public FramePlanner(Function<GatewayFrame.Change, Optional<String>> objections) {
    this.objections = objections;
  }

  /// The plan for a frame. The frame's epoch is the session's.
  public Plan plan(HeldState state, GatewayFrame.Changes frame) {
    boolean trusted = frame.epoch() == state.epoch();
    Plan.Builder plan = new Plan.Builder();
    Set<ResourceId> named = new HashSet<>();
    int added = 0;
    for (GatewayFrame.Change change : frame.changed()) {
      if (!named.add(change.id())) {
        refuse(plan, change, "named twice in one frame");
        continue;
      }
      Optional<HeldConfiguration> former = state.held(change.id());
      if (former.isEmpty() && state.held().size() + added >= ProtocolLimits.MAX_CONFIGURATIONS) {
        refuse(plan, change, "an agent holds at most " + ProtocolLimits.MAX_CONFIGURATIONS);
        continue;
      }
      added += former.isEmpty() ? 1 : 0;
      HeldConfiguration next = HeldConfiguration.of(change, frame.epoch());
      if (former.isPresent()) {
        replace(plan, former.get(), change, next);
      } else {
        accept(plan, change, next, notice(next));
      }
    }
    for (ResourceId id : frame.removed()) {
      if (named.add(id)) {
        state.held(id).ifPresent(former -> remove(plan, trusted, former));
      }
    }
    return plan.build();
  }

  private void replace(
      Plan.Builder plan,
      HeldConfiguration former,
      GatewayFrame.Change change,
      HeldConfiguration next) {
    if (former.epoch() == next.epoch() && next.generation() < former.generation()) {
      refuse(plan, change, "older than generation " + former.generation() + ", which is held");
    } else if (former.version().equals(next.version())
        && former.lifecycle() == next.lifecycle()
        && former.epoch() == next.epoch()) {
      // Said twice: what is held is kept, with what is known of its clean-up.
      plan.change(new StateChange.Release(former.id()));
    } else if (!former.uid().equals(next.uid()) && next.isActive()) {
      accept(plan, change, next, new ConfigurationChange.Replaced(former.uid(), next));
    } else {
      accept(plan, change, next, notice(next));
    }
  }

  private void accept(
      Plan.Builder plan,
      GatewayFrame.Change change,
      HeldConfiguration next,
      ConfigurationChange notice) {
    // A deletion is never a matter of taste: what cannot be read can still be deleted.
    Optional<String> objection = next.isActive() ? objections.apply(change) : Optional.empty();
    if (objection.isPresent()) {
      refuse(plan, change, objection.get());
    } else {
      plan.change(new StateChange.Hold(next)).notice(notice);
    }
  }

  private static void remove(Plan.Builder plan, boolean trusted, HeldConfiguration former) {
    if (!trusted && former.isActive()) {
      plan.change(new StateChange.Withhold(former.id()));
    } else {
      plan.change(new StateChange.Drop(former.id()))
          .notice(new ConfigurationChange.Removed(former.version()));
    }
  }

  static ConfigurationChange notice(HeldConfiguration next) {
    return switch (next.lifecycle()) {
      case Active -> new ConfigurationChange.Changed(next);
      case Deleting -> new ConfigurationChange.Deleting(next);
    };
  }

  private static void refuse(Plan.Builder plan, GatewayFrame.Change change, String reason) {
    plan.refuse(new Refusal(change.version(), reason));
  }
}
