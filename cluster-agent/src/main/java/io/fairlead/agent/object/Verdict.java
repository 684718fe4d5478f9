package io.fairlead.agent.object;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.fairlead.contract.event.Compliance;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How a configuration fares, from what is seen of its objects.
///
/// @param compliance the verdict
/// @param message one sentence for people, which names the object it is about; null when there is
///     nothing to say
/// @param revision the revision of the source that is applied or, failing that, fetched
/// @param sourceUpdatedAt when that revision was fetched
/// @param objects the array `statuses` of the API; null when none
public record Verdict(
    Compliance compliance,
    @Nullable String message,
    @Nullable String revision,
    @Nullable Instant sourceUpdatedAt,
    @Nullable ArrayNode objects) {
  /// A verdict before there is anything to look at.
  public static Verdict of(Compliance compliance, String message) {
    return new Verdict(compliance, message, null, null, null);
  }
}
