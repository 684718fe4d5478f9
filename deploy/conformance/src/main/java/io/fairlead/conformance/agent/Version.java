package io.fairlead.conformance.agent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/// One state of one configuration.
///
/// @param id in any letter case
/// @param uid lower-case UUID
/// @param generation at least 1
public record Version(String id, String uid, long generation) {
  /// The id as ids are compared.
  public String key() {
    return key(id);
  }

  /// An id as ids are compared.
  public static String key(String id) {
    return id.toLowerCase(Locale.ROOT);
  }

  /// The same configuration in another generation.
  public Version withGeneration(long other) {
    return new Version(id, uid, other);
  }

  /// The same state under another incarnation.
  public Version withUid(String other) {
    return new Version(id, other, generation);
  }

  /// The same with its id in capitals.
  public Version shouted() {
    return new Version(id.toUpperCase(Locale.ROOT), uid, generation);
  }

  ObjectNode json() {
    return Json.object().put("id", id).put("uid", uid).put("generation", generation);
  }
}
