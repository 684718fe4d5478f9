package io.fairlead.session.desired;

import io.fairlead.contract.id.ResourceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The mass-removal guard: a hub that was restored, emptied or mixed up with another must not be
/// able
/// to empty a cluster by itself.
///
/// **Epochs.** The agent has one *adopted* epoch, which it says in its hello. A session of the same
/// epoch is trusted: its removals are carried out at once. A session of any other epoch, larger or
/// smaller, is *in doubt*: everything it wants is stored and acknowledged, but removals of active
/// configurations are held back durably. `Deleting` is never held back: it is a decision that the
/// store knows of, not something missing from it. Neither is the removal of what is being deleted.
///
/// **Judgement.** Removals may be spread over many frames, so nothing is judged before the gateway
/// says `synchronized`, when all differences are known. Held-back removals that the gateway did not
/// name again in this opening are dropped: the hub wants those configurations after all. Of the
/// rest,
/// up to [#FEW], or up to half of the active configurations held when the doubt began, are carried
/// out, and the epoch is adopted. More than that trips the guard. The baseline is taken when the
/// doubt begins and kept over reconnects, restarts and further epochs: what the doubtful epoch
/// itself
/// added must not dilute the share.
///
/// **Tripped.** The agent reports how many removals it holds back and stays in doubt: the epoch is
/// not adopted, and its hello keeps saying the old one. It lives on in the session; changes apply,
/// further removals join those held back, and each frame is judged again. An operator's
/// confirmation
/// of exactly that epoch carries all of them out and adopts the epoch, offline too; a confirmation
/// of
/// another epoch does nothing.
///
/// **Digest.** What is held back is still held: it stays in the inventory and in the digest, so the
/// digest differs from the hub's, every opening names those removals again, and that repetition is
/// what keeps them alive. Equal digests therefore prove that the hub wants all that is held: such a
/// welcome drops everything held back and adopts the epoch. The digest knows nothing of epochs, so
/// a
/// hub must not give the same uid and generation to two different states, not even in two epochs.
public final class RemovalGuard {
  /// So many removals are always carried out.
  public static final int FEW = 3;

  private RemovalGuard() {}

  /// What begins with a session of that epoch.
  public static Plan begin(HeldState state, long epoch) {
    if (epoch == state.epoch()) {
      return Plan.NOTHING;
    }
    StateChange.@Nullable Doubt before = state.doubt().orElse(null);
    if (before == null) {
      return only(new StateChange.Doubt(epoch, state.active(), false));
    }
    return before.epoch() == epoch
        ? Plan.NOTHING
        : only(new StateChange.Doubt(epoch, before.baseline(), false));
  }

  /// What follows when the gateway's desired state turned out to be exactly what is held.
  public static Plan agree(HeldState state, long epoch) {
    Plan.Builder plan = new Plan.Builder();
    return adopt(plan, state, epoch).build();
  }

  /// What follows when all removals of an opening are known.
  ///
  /// @param named the removals that this session has asked for
  public static Plan judge(HeldState state, long epoch, Set<ResourceId> named) {
    Plan.Builder plan = new Plan.Builder();
    List<ResourceId> wanted = new ArrayList<>();
    for (ResourceId removal : state.withheld()) {
      if (named.contains(removal)) {
        wanted.add(removal);
      } else {
        plan.change(new StateChange.Release(removal));
      }
    }
    StateChange.@Nullable Doubt doubt = state.doubt().orElse(null);
    if (epoch == state.epoch() || doubt == null) {
      return adopt(plan, state, epoch).build();
    }
    if (wanted.size() > FEW && wanted.size() * 2L > doubt.baseline()) {
      if (!doubt.tripped()) {
        plan.change(new StateChange.Doubt(epoch, doubt.baseline(), true));
      }
      return plan.change(new StateChange.ReportWithheld(wanted.size(), state.held().size()))
          .build();
    }
    wanted.forEach(removal -> carryOut(plan, state, removal));
    return adopt(plan, state, epoch).build();
  }

  /// What an operator's confirmation does; nothing unless the guard holds removals of that epoch.
  public static Plan confirm(HeldState state, long epoch) {
    StateChange.@Nullable Doubt doubt = state.doubt().orElse(null);
    if (doubt == null || !doubt.tripped() || doubt.epoch() != epoch) {
      return Plan.NOTHING;
    }
    Plan.Builder plan = new Plan.Builder();
    state.withheld().forEach(removal -> carryOut(plan, state, removal));
    return adopt(plan, state, epoch).build();
  }

  private static Plan.Builder adopt(Plan.Builder plan, HeldState state, long epoch) {
    if (epoch != state.epoch() || state.doubt().isPresent()) {
      plan.change(new StateChange.Adopt(epoch));
      if (state.doubt().filter(StateChange.Doubt::tripped).isPresent()) {
        plan.change(new StateChange.ReportWithheld(0, state.held().size()));
      }
    }
    return plan;
  }

  private static void carryOut(Plan.Builder plan, HeldState state, ResourceId removal) {
    state
        .held(removal)
        .ifPresent(
            former ->
                plan.change(new StateChange.Drop(former.id()))
                    .notice(new ConfigurationChange.Removed(former.version())));
  }

  private static Plan only(StateChange change) {
    return new Plan(List.of(change), List.of(), List.of());
  }
}
