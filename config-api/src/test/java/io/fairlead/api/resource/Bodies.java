package io.fairlead.api.resource;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.json.BodyReader;
import io.fairlead.api.json.ParsedBody;
import io.fairlead.api.schema.Outcome;
import io.fairlead.api.schema.Violation;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/// Bodies for tests, written in JSON with single quotes.
final class Bodies {
  static final String PEM_KEY =
      "-----BEGIN OPENSSH PRIVATE KEY-----\nc2VjcmV0\n-----END OPENSSH PRIVATE KEY-----\n";
  static final String PEM_CERTIFICATE =
      "-----BEGIN CERTIFICATE-----\nTUlJQg==\n-----END CERTIFICATE-----\n";
  static final String KNOWN_HOSTS =
      "# the host\ngit.example.com ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl\n";

  private Bodies() {}

  static ObjectNode json(String text) {
    var parsed = BodyReader.STANDARD.read(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    assertThat(parsed).isInstanceOf(ParsedBody.Parsed.class);
    return ((ParsedBody.Parsed) parsed).root();
  }

  static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  static ObjectNode accepted(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
    return ((Outcome.Accepted) outcome).body();
  }

  static JsonNode properties(Outcome outcome) {
    return accepted(outcome).path("properties");
  }

  static List<Violation> violations(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    return ((Outcome.Refused) outcome).violations().list();
  }

  static List<String> targets(Outcome outcome) {
    return outcome instanceof Outcome.Accepted
        ? List.of()
        : violations(outcome).stream().map(Violation::target).toList();
  }
}
