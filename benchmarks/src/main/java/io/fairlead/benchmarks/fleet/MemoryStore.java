package io.fairlead.benchmarks.fleet;

import io.fairlead.session.desired.DesiredStateStore;
import io.fairlead.session.desired.StateChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// An agent's state in memory, which outlives its sessions as a disk does: thousands of disks would
/// be measured else.
final class MemoryStore implements DesiredStateStore {
  private static final int WORTH_COMPACTING = 200;

  private List<StateChange> stored = new ArrayList<>();
  private int appended;

  @Override
  public void load(Consumer<StateChange> into) {
    stored.forEach(into);
  }

  @Override
  public void append(List<StateChange> batch, Durability durability) {
    stored.addAll(batch);
    appended += batch.size();
  }

  @Override
  public Optional<String> fault() {
    return Optional.empty();
  }

  @Override
  public boolean worthCompacting() {
    return appended >= WORTH_COMPACTING;
  }

  @Override
  public void compact(List<StateChange> whole) {
    stored = new ArrayList<>(whole);
    appended = 0;
  }

  @Override
  public void close() {}
}
