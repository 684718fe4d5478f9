package io.fairlead.session.desired;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Where an agent's state outlives its process. Used by one session at a time, from one thread at a
/// time.
public interface DesiredStateStore extends AutoCloseable {
  /// How much a batch must outlive.
  enum Durability {
    /// The process, and the power of its machine.
    POWER,
    /// The process.
    PROCESS
  }

  /// Replays everything stored, in order. Called once, first.
  ///
  /// @throws StoreException when it cannot be read, or is damaged in a way that a crash cannot
  /// cause
  void load(Consumer<StateChange> into);

  /// Stores a batch: after a crash at any moment all of it is there or nothing of it.
  ///
  /// @throws StoreException when it could not be stored; then nothing of it is
  void append(List<StateChange> batch, Durability durability);

  /// Why nothing can be appended before [#compact] has succeeded; empty when all is well.
  Optional<String> fault();

  /// Whether so much has been appended that [#compact] is worth its cost.
  boolean worthCompacting();

  /// Replaces everything stored by a shorter way to the same state, atomically. Ends a [#fault].
  ///
  /// @throws StoreException when that failed; then what was stored stays
  void compact(List<StateChange> whole);

  /// Gives the place free for another session.
  @Override
  void close();
}
