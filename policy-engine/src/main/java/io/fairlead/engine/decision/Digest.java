package io.fairlead.engine.decision;

import io.fairlead.contract.json.Json;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/// Tells equal contents from others: a SHA-256 of the JSON.
final class Digest {
  private Digest() {}

  static String of(Object content) {
    try {
      return Base64.getEncoder()
          .withoutPadding()
          .encodeToString(MessageDigest.getInstance("SHA-256").digest(Json.write(content)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
