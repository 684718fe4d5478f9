package io.fairlead.benchmarks.piece;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.contract.event.PolicyState;
import io.fairlead.contract.id.PolicyId;
import io.fairlead.contract.id.PolicyScope;
import io.fairlead.contract.id.PolicyType;
import io.fairlead.contract.json.Json;
import io.fairlead.policy.evaluation.PolicySet;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Policies as platform teams have them, each assigned in the subscription of [SampleClusters].
final class SamplePolicies {
  static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
  static final long EPOCH = 7;
  private static final PolicyScope SCOPE =
      PolicyScope.parse("/subscriptions/" + SampleClusters.SUBSCRIPTION);

  private SamplePolicies() {}

  /// A flux configuration for the clusters of a ring (`deployIfNotExists`).
  static PolicySet deploying() {
    return assigned(
        "flux-baseline",
        Map.of(
            "ring",
            SampleClusters.RING,
            "repositoryUrl",
            "https://git.example.com/platform/baseline"));
  }

  /// Configurations come from certain repositories (`audit`).
  static PolicySet auditing() {
    return assigned("own-repositories", Map.of("host", "git.example.com"));
  }

  private static PolicySet assigned(String definition, Map<String, String> parameters) {
    PolicyId id = PolicyId.of(SCOPE, PolicyType.DEFINITION, definition);
    ObjectNode assignment = Json.mapper().createObjectNode();
    assignment.put("policyDefinitionId", id.toString());
    ObjectNode given = assignment.putObject("parameters");
    parameters.forEach((name, value) -> given.putObject(name).put("value", value));
    return PolicySet.EMPTY.with(
        List.of(
            state(id, resource(definition + ".json")),
            state(PolicyId.of(SCOPE, PolicyType.ASSIGNMENT, definition), assignment)),
        List.of());
  }

  private static PolicyState state(PolicyId id, JsonNode properties) {
    return new PolicyState(
        id,
        UUID.nameUUIDFromBytes(id.key().getBytes(StandardCharsets.UTF_8)),
        1,
        EPOCH,
        properties,
        NOW);
  }

  private static JsonNode resource(String name) {
    try (InputStream in = SamplePolicies.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("there is no resource " + name);
      }
      return Json.readTree(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
