package io.fairlead.policy.evaluation.planning;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.contract.json.Json;
import io.fairlead.contract.policy.Deployment.SecretPlace;
import io.fairlead.contract.policy.OnUnassign;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// What tells whether two policies, or one at two times, ask for the same.
///
/// @param hex a SHA-256 in lower-case hexadecimal
/// @param bytes how long the text is that it was made of
record ContentDigest(String hex, int bytes) {
  /// All that is asked for.
  private record Content(JsonNode properties, List<SecretPlace> secrets, OnUnassign onUnassign) {}

  /// Of so many contents at most, each no longer than that, the digest is remembered: most clusters
  /// get the same from a policy.
  private static final int MOST_REMEMBERED = 256;

  private static final int LONGEST_REMEMBERED = 8 * 1024;

  private static final Map<Content, ContentDigest> REMEMBERED = new ConcurrentHashMap<>();

  /// The digest of what is asked for.
  ///
  /// @param properties in canonical form
  /// @param secrets in the order of pointers
  static ContentDigest of(JsonNode properties, List<SecretPlace> secrets, OnUnassign onUnassign) {
    Content content = new Content(properties, secrets, onUnassign);
    ContentDigest remembered = REMEMBERED.get(content);
    if (remembered != null) {
      return remembered;
    }
    ContentDigest made = of(Json.write(content));
    if (made.bytes <= LONGEST_REMEMBERED) {
      if (REMEMBERED.size() >= MOST_REMEMBERED) {
        REMEMBERED.clear();
      }
      REMEMBERED.put(content, made);
    }
    return made;
  }

  private static ContentDigest of(byte[] content) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
      return new ContentDigest(HexFormat.of().formatHex(hash), content.length);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
