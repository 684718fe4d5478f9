package io.fairlead.store.postgres;

import io.fairlead.store.Expectation;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Whether an [Expectation] holds.
final class Expectations {
  private Expectations() {}

  /// @param uid of what is there; null when there is none
  /// @param generation of what is there
  static boolean hold(Expectation expectation, @Nullable UUID uid, long generation) {
    return switch (expectation) {
      case Expectation.Anything() -> true;
      case Expectation.Absent() -> uid == null;
      case Expectation.Present() -> uid != null;
      case Expectation.Exactly(UUID expected, long expectedGeneration) ->
          expected.equals(uid) && expectedGeneration == generation;
    };
  }
}
