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
/// @param unattendedBy the controller of Flux, such as `kustomize-controller`, that has yet to look
///     at the object that the message is about; null when it has, or when it is not Flux's affair
public record Verdict(
    Compliance compliance,
    @Nullable String message,
    @Nullable String revision,
    @Nullable Instant sourceUpdatedAt,
    @Nullable ArrayNode objects,
    @Nullable String unattendedBy) {
  /// A verdict on what Flux's controllers have nothing to do with.
  public Verdict(
      Compliance compliance,
      @Nullable String message,
      @Nullable String revision,
      @Nullable Instant sourceUpdatedAt,
      @Nullable ArrayNode objects) {
    this(compliance, message, revision, sourceUpdatedAt, objects, null);
  }

  /// A verdict before there is anything to look at.
  public static Verdict of(Compliance compliance, String message) {
    return new Verdict(compliance, message, null, null, null);
  }

  /// The same with another message.
  public Verdict saying(String other) {
    return new Verdict(compliance, other, revision, sourceUpdatedAt, objects, unattendedBy);
  }
}
