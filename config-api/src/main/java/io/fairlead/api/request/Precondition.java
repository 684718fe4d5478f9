package io.fairlead.api.request;

import io.fairlead.api.error.ArmErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a client requires of the resource's current state (RFC 9110 §13). ETags here are strong, so
/// weak ones can never match and are refused as a mistake.
public sealed interface Precondition {
  /// Anything goes.
  record None() implements Precondition {}

  /// `If-None-Match: *`: the resource must not exist yet.
  record Absent() implements Precondition {}

  /// `If-Match: *`: the resource must exist.
  record Present() implements Precondition {}

  /// `If-Match`: the resource must be in one of these states.
  ///
  /// @param etags with their quotes; at least one
  record Exactly(List<String> etags) implements Precondition {
    public Exactly {
      etags = List.copyOf(etags);
    }
  }

  /// Most ETags in one header.
  int MOST_ETAGS = 16;

  /// RFC 9110's `etagc`, without what is outside ASCII, followed by a comma or the end.
  Pattern NEXT_ETAG = Pattern.compile("[ \\t]*(\"[\\x21\\x23-\\x7E]{0,256}\")[ \\t]*(?:,|$)");

  /// Reads the two headers of a request that writes.
  ///
  /// @throws ArmException (400) when one is malformed or both are there
  static Precondition of(Optional<String> ifMatch, Optional<String> ifNoneMatch) {
    if (ifMatch.isPresent() && ifNoneMatch.isPresent()) {
      throw bad("If-Match", "'If-Match' and 'If-None-Match' cannot be combined.");
    }
    if (ifNoneMatch.isPresent()) {
      if (!ifNoneMatch.get().strip().equals("*")) {
        throw bad("If-None-Match", "'If-None-Match' must be '*' on a request that writes.");
      }
      return new Absent();
    }
    return ifMatch.map(Precondition::match).orElseGet(None::new);
  }

  private static Precondition match(String header) {
    if (header.strip().equals("*")) {
      return new Present();
    }
    List<String> etags = new ArrayList<>();
    Matcher next = NEXT_ETAG.matcher(header);
    int at = 0;
    while (at < header.length() && next.find(at) && next.start() == at) {
      etags.add(next.group(1));
      at = next.end();
    }
    if (etags.isEmpty() || at < header.length() || etags.size() > MOST_ETAGS) {
      throw bad(
          "If-Match",
          "'If-Match' must be '*' or up to "
              + MOST_ETAGS
              + " strong ETags in double quotes, such as '\"…\"', separated by commas; weak ETags"
              + " (W/\"…\") never match.");
    }
    return new Exactly(etags);
  }

  private static ArmException bad(String header, String message) {
    return new ArmException(ArmErrorCode.InvalidHeader, message, header);
  }

  /// Whether the condition holds.
  ///
  /// @param current the resource's ETag with its quotes; empty when there is no resource
  default boolean holdsFor(Optional<String> current) {
    return switch (this) {
      case None() -> true;
      case Absent() -> current.isEmpty();
      case Present() -> current.isPresent();
      case Exactly(List<String> etags) -> current.filter(etags::contains).isPresent();
    };
  }
}
