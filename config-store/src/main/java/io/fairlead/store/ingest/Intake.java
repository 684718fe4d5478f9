package io.fairlead.store.ingest;

import io.fairlead.contract.topic.DeadLetter;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// How the records of a channel are read, and what is done with them. Thread-safe.
interface Intake {
  /// Reads a batch, in the order of its records. Touches nothing but their bytes.
  Reading read(List<Incoming> batch);

  /// What a batch turned out to be.
  ///
  /// @param readable the records that are written
  /// @param dead those that are not
  /// @param write writes all of it or nothing; says whether something changed that is to be
  ///     published. Doing it again changes nothing
  record Reading(List<Incoming> readable, List<DeadLetter> dead, Supplier<Uni<Boolean>> write) {
    public Reading {
      readable = List.copyOf(readable);
      dead = List.copyOf(dead);
    }
  }

  /// Sorts records while they are read. Used by one thread.
  final class Sorter {
    private final List<Incoming> readable = new ArrayList<>();
    private final List<DeadLetter> dead = new ArrayList<>();

    void readable(Incoming incoming) {
      readable.add(incoming);
    }

    void dead(Incoming incoming, String reason) {
      dead.add(incoming.dead(reason));
    }

    Reading then(Supplier<Uni<Boolean>> write) {
      return new Reading(readable, dead, write);
    }
  }
}
