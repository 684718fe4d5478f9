package io.fairlead.store.ingest;

import java.util.List;

/// What clusters say.
///
/// @param table where it is kept
record FactsIntake(FactsTable table) implements Intake {
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
    return sorter.then(() -> table.write(facts));
  }
}
