package io.fairlead.session.desired;

import io.fairlead.session.desired.DesiredStateStore.Durability;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/// What an agent holds together with where it is stored: nothing becomes visible before it is
/// stored.
/// Confined to one thread at a time.
public final class DesiredState {
  private static final Logger LOG = Logger.getLogger(DesiredState.class);

  private final DesiredStateStore store;
  private final HeldState held = new HeldState();

  private DesiredState(DesiredStateStore store) {
    this.store = store;
  }

  /// Loads what is stored.
  ///
  /// @throws StoreException when it cannot be read
  public static DesiredState load(DesiredStateStore store) {
    DesiredState state = new DesiredState(store);
    store.load(state.held::apply);
    return state;
  }

  /// The state. To be changed through this class only.
  public HeldState held() {
    return held;
  }

  /// Stores changes, then makes them visible.
  ///
  /// @throws StoreException when they could not be stored; then nothing has changed
  public void commit(List<StateChange> changes) {
    if (!changes.isEmpty()) {
      mend();
      store.append(changes, Durability.POWER);
      changes.forEach(held::apply);
      compactWhenWorth();
    }
  }

  /// Makes changes visible and stores them as well as it can: for what the cluster's side would say
  /// again after a restart.
  public void note(List<StateChange> changes) {
    if (store.fault().isEmpty()) {
      try {
        store.append(changes, Durability.PROCESS);
      } catch (StoreException e) {
        LOG.warnf("state=not-stored changes=%d reason=\"%s\"", changes.size(), e.getMessage());
      }
    }
    changes.forEach(held::apply);
    compactWhenWorth();
  }

  /// Why nothing can be stored; empty when all is well.
  public Optional<String> fault() {
    return store.fault();
  }

  /// Puts right a store that can take nothing: all that is held is written anew, since nobody knows
  /// what of it is on the disk. Does nothing when all is well.
  ///
  /// @throws StoreException when the store still takes nothing
  public void mend() {
    if (store.fault().isPresent()) {
      store.compact(held.asChanges());
      LOG.infof("state=mended held=%d", held.held().size());
    }
  }

  private void compactWhenWorth() {
    if (store.fault().isPresent() || !store.worthCompacting()) {
      return;
    }
    try {
      store.compact(held.asChanges());
    } catch (StoreException e) {
      LOG.warnf("state=not-compacted reason=\"%s\"", e.getMessage());
    }
  }

  /// Gives the store free.
  public void close() {
    store.close();
  }
}
