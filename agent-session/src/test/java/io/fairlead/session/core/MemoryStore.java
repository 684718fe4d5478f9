package io.fairlead.session.core;

import io.fairlead.session.desired.DesiredStateStore;
import io.fairlead.session.desired.StateChange;
import io.fairlead.session.desired.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// A store whose content outlives the agents that use it, as a disk outlives processes.
final class MemoryStore implements DesiredStateStore {
  private List<StateChange> stored = new ArrayList<>();
  private boolean full;
  private int appended;

  void full(boolean now) {
    full = now;
  }

  @Override
  public void load(Consumer<StateChange> into) {
    stored.forEach(into);
  }

  @Override
  public void append(List<StateChange> batch, Durability durability) {
    if (full) {
      throw new StoreException("the state cannot be stored: no space left");
    }
    stored.addAll(batch);
    appended++;
  }

  @Override
  public Optional<String> fault() {
    return Optional.empty();
  }

  @Override
  public boolean worthCompacting() {
    return appended % 50 == 49;
  }

  @Override
  public void compact(List<StateChange> whole) {
    stored = new ArrayList<>(whole);
    appended = 0;
  }

  @Override
  public void close() {}
}
