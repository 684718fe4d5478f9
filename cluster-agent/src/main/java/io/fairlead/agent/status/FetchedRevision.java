package io.fairlead.agent.status;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/// What a source of Flux has fetched, and whether a Kustomization has applied it.
///
/// @param revision as Flux words it, such as `main@sha1:0ba6f0d3`; older Flux: `main/0ba6f0d3`
/// @param fetchedAt null when the source does not say
record FetchedRevision(String revision, @Nullable Instant fetchedAt) {
  private static final int LONGEST = 512;

  /// Null when the source has fetched nothing yet.
  static @Nullable FetchedRevision of(JsonNode source) {
    JsonNode artifact = source.at("/status/artifact");
    String revision = artifact.path("revision").asText("");
    return revision.isEmpty()
        ? null
        : new FetchedRevision(
            Sentence.cut(revision, LONGEST), instant(artifact.path("lastUpdateTime").asText("")));
  }

  /// What to say of a Kustomization that says it is ready but has applied another revision than
  /// this; null when it has applied this one, or does not say what it applied.
  @Nullable String lag(JsonNode kustomization) {
    String applied = kustomization.at("/status/lastAppliedRevision").asText("");
    return applied.isEmpty() || hash(applied).equals(hash(revision))
        ? null
        : "applied %s, not yet %s".formatted(applied, revision);
  }

  /// The older and the newer wording of a revision end in the same hash.
  private static String hash(String revision) {
    return revision.substring(Math.max(revision.lastIndexOf('/'), revision.lastIndexOf(':')) + 1);
  }

  private static @Nullable Instant instant(String text) {
    try {
      return text.isEmpty() ? null : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      // Somebody else's field: the revision is worth telling without it.
      return null;
    }
  }
}
