package io.fairlead.api.audit;

import io.fairlead.store.audit.Change;
import java.util.Set;

/// The HTTP status of the answer to a change, of those that an operation documents: known before
/// the operation answers, since the entry of a change is written with the change.
///
/// @param documented the statuses of the operation
record ExpectedStatus(Set<Integer> documented) {
  private static final int OK = 200;
  private static final int CREATED = 201;
  private static final int ACCEPTED = 202;
  private static final int NO_CONTENT = 204;

  ExpectedStatus {
    documented = Set.copyOf(documented);
  }

  int of(Change.Kind kind) {
    return switch (kind) {
      case Created -> first(CREATED, OK);
      // Only what changes a part is answered 202: of that 201 is no answer.
      case Updated -> first(ACCEPTED, OK);
      case Unchanged, Deleted -> first(OK, CREATED);
      case Deleting -> first(ACCEPTED, OK);
      case Absent -> NO_CONTENT;
    };
  }

  private int first(int wanted, int otherwise) {
    return documented.contains(wanted)
        ? wanted
        : documented.contains(otherwise) ? otherwise : first();
  }

  private int first() {
    return documented.stream().min(Integer::compare).orElse(OK);
  }
}
