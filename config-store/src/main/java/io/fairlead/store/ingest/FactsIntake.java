package io.fairlead.store.ingest;

import io.smallrye.mutiny.Uni;
import java.util.List;

/// What clusters say.
///
/// What many say at once is written in lanes side by side, each with clusters of its own, so that
/// none waits for the locks of another; each writes all of its part or nothing.
///
/// @param table where it is kept
record FactsIntake(FactsTable table) implements Intake {
  static final int LANES = 2;

  /// Facts about so many configurations are worth more than one transaction.
  static final int MANY = 4_000;

  @Override
  public Reading read(List<Incoming> batch) {
    Facts facts = new Facts();
    Sorter sorter = new Sorter();
    for (Incoming incoming : batch) {
      switch (Decoded.of(incoming)) {
        case Decoded.OfSession(var event, long offset) -> {
          facts.add(event, offset);
          sorter.readable(incoming);
        }
        case Decoded.Said(var report) -> {
          facts.add(report);
          sorter.readable(incoming);
        }
        case Decoded.Nothing() -> {}
        case Decoded.Unreadable(String reason) -> sorter.dead(incoming, reason);
      }
    }
    List<Facts> lanes = facts.configurations().size() < MANY ? List.of(facts) : facts.split(LANES);
    return sorter.then(() -> write(lanes));
  }

  private Uni<Boolean> write(List<Facts> lanes) {
    return Uni.join()
        .all(lanes.stream().map(table::write).toList())
        .andFailFast()
        .map(changed -> changed.contains(true));
  }
}
