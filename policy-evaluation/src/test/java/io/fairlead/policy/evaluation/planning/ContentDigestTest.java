package io.fairlead.policy.evaluation.planning;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.contract.json.Json;
import io.fairlead.contract.policy.Deployment.SecretPlace;
import io.fairlead.contract.policy.OnUnassign;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContentDigestTest {
  @Test
  void itIsTheSha256OfTheJsonHoweverOftenItWasAskedFor() throws NoSuchAlgorithmException {
    for (int round = 0; round < 3; round++) {
      // More contents than are remembered
      for (int i = 0; i < 600; i++) {
        // When
        ContentDigest digest = digest("{\"a\":" + i + "}");

        // Then
        byte[] text =
            "{\"properties\":{\"a\":%d},\"secrets\":[],\"onUnassign\":\"Keep\"}"
                .formatted(i)
                .getBytes(StandardCharsets.UTF_8);
        assertThat(digest)
            .isEqualTo(
                new ContentDigest(
                    HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text)),
                    text.length));
      }
    }
  }

  @Test
  void whatIsWrittenOtherwiseHasAnother() {
    // When
    List<ContentDigest> digests =
        List.of(
            digest("{\"a\":1}"),
            digest("{\"a\":1.0}"),
            digest("{\"a\":\"1\"}"),
            digest("{\"a\":0.0}"),
            digest("{\"a\":-0.0}"),
            ContentDigest.of(json("{\"a\":1}"), List.of(), OnUnassign.Remove),
            ContentDigest.of(
                json("{\"a\":1}"),
                List.of(new SecretPlace("/b", "vault", "secret", null)),
                OnUnassign.Keep));

    // Then
    assertThat(digests).doesNotHaveDuplicates();
  }

  private static ContentDigest digest(String properties) {
    return ContentDigest.of(json(properties), List.of(), OnUnassign.Keep);
  }

  private static JsonNode json(String text) {
    return Json.readTree(text.getBytes(StandardCharsets.UTF_8));
  }
}
