package io.fairlead.policy.evaluation.planning;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.contract.json.Json;
import io.fairlead.contract.policy.Deployment.SecretPlace;
import io.fairlead.contract.policy.OnUnassign;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// What tells whether two policies, or one at two times, ask for the same.
///
/// @param hex a SHA-256 in lower-case hexadecimal
/// @param bytes how long the text is that it was made of
record ContentDigest(String hex, int bytes) {
  /// All that is asked for.
  private record Content(JsonNode properties, List<SecretPlace> secrets, OnUnassign onUnassign) {}

  /// The digest of what is asked for.
  ///
  /// @param properties in canonical form
  /// @param secrets in the order of pointers
  static ContentDigest of(JsonNode properties, List<SecretPlace> secrets, OnUnassign onUnassign) {
    byte[] content = Json.write(new Content(properties, secrets, onUnassign));
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
      return new ContentDigest(HexFormat.of().formatHex(hash), content.length);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
