package io.fairlead.api.schema;

import io.fairlead.api.error.ArmError;
import io.fairlead.api.error.ArmErrorCode;
import java.util.List;

/// All that is wrong with a document.
///
/// @param list in the order of the schema
/// @param unlisted how many more there were than one answer lists
public record Violations(List<Violation> list, int unlisted) {
  /// Copies the list.
  public Violations {
    list = List.copyOf(list);
  }

  /// The answer: `ValidationFailed` with every violation in `details[]`. A single violation is the
  /// message itself.
  public ArmError toError() {
    var details =
        list.stream()
            .map(v -> new ArmError.Detail(v.kind().name(), v.message(), v.target()))
            .toList();
    var first = list.getFirst();
    var total = list.size() + unlisted;
    var message =
        total == 1
            ? first.message()
            : "The request has %d violations, %s. The first: %s"
                .formatted(
                    total,
                    unlisted == 0
                        ? "all in details"
                        : "the first %d in details".formatted(list.size()),
                    first.message());
    return new ArmError(ArmErrorCode.ValidationFailed, message, first.target(), details, List.of());
  }
}
