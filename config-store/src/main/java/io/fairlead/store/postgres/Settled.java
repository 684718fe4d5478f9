package io.fairlead.store.postgres;

import io.fairlead.contract.event.AuditEntry;
import io.fairlead.store.Operation;
import io.fairlead.store.StoredConfiguration;
import io.fairlead.store.WriteOutcome;
import io.fairlead.store.audit.Change;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// What a [PutTransaction] does about one of its writes.
///
/// @param outcome empty when it is to be written alone
/// @param begun whether the row is a new one
/// @param row as it is to be; empty when nothing changes
/// @param operation of the change
record Settled(
    GatheredWrite write,
    Optional<WriteOutcome<StoredConfiguration>> outcome,
    boolean begun,
    Optional<ConfigurationEntity> row,
    Optional<Operation> operation) {
  /// It is to be written alone.
  static Settled alone(GatheredWrite write) {
    return new Settled(write, Optional.empty(), false, Optional.empty(), Optional.empty());
  }

  /// It changes nothing.
  static Settled of(GatheredWrite write, WriteOutcome<StoredConfiguration> outcome) {
    return new Settled(write, Optional.of(outcome), false, Optional.empty(), Optional.empty());
  }

  /// It begins an incarnation, or changes one.
  static Settled of(
      GatheredWrite write,
      boolean begun,
      ConfigurationEntity row,
      Instant now,
      UUID operation,
      WriteOutcome<StoredConfiguration> outcome) {
    boolean waits = ConfigurationEntity.waits(write.write().properties());
    return new Settled(
        write,
        Optional.of(outcome),
        begun,
        Optional.of(row),
        Optional.of(row.operation(operation, Operation.Kind.Put, now, waits ? null : now)));
  }

  private Optional<Change> change() {
    return outcome.flatMap(done -> Change.of(done, StoredConfiguration::generation));
  }

  /// What is recorded of it.
  Optional<AuditEntry> entry() {
    return write.recording().entry(change());
  }

  /// That was committed.
  void recorded() {
    write.recording().recorded(change());
  }
}
