package io.fairlead.agent.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.agent.object.Verdict;
import io.fairlead.contract.json.Json;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// Whether a verdict is news. Times are no news: controllers look at their objects again and again,
/// and a cluster in which nothing else changes has nothing to report.
public final class StatusFingerprint {
  private static final String TIME = "lastTransitionTime";

  private StatusFingerprint() {}

  /// The same for verdicts that differ in times alone, over restarts too: 64 hex digits.
  ///
  /// @param publicKey what is reported with the verdict; null when there is none
  public static String of(Verdict verdict, @Nullable String publicKey) {
    ObjectNode told = JsonNodeFactory.instance.objectNode();
    told.put("compliance", verdict.compliance().name());
    told.put("message", verdict.message());
    told.put("revision", verdict.revision());
    told.put("publicKey", publicKey);
    told.set("objects", withoutTimes(verdict.objects()));
    return HexFormat.of().formatHex(sha256().digest(Json.write(told)));
  }

  private static @Nullable JsonNode withoutTimes(@Nullable JsonNode objects) {
    if (objects == null) {
      return null;
    }
    JsonNode copy = objects.deepCopy();
    for (JsonNode entry : copy) {
      for (JsonNode condition : entry.path("statusConditions")) {
        if (condition instanceof ObjectNode fields) {
          fields.remove(TIME);
        }
      }
    }
    return copy;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
