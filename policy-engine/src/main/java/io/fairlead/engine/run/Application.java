package io.fairlead.engine.run;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/// The name under which Kafka keeps what the engine remembers: how far it has read, and its own
/// topics. It names the very topics that are read and written: with topics that were made anew the
/// engine begins anew too, whatever is left of before.
///
/// @param id the consumer group, and what the engine's own topics begin with
record Application(String id) {
  static final String PREFIX = "fairlead-policy-engine-";
  private static final int DIGITS = 16;

  /// @param topicIds the ids that Kafka gave the topics, by name
  static Application over(Map<String, String> topicIds) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(new TreeMap<>(topicIds).toString().getBytes(StandardCharsets.UTF_8));
      return new Application(PREFIX + HexFormat.of().formatHex(digest).substring(0, DIGITS));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  /// What the names of its own topics begin with.
  String topicPrefix() {
    return id + "-";
  }
}
