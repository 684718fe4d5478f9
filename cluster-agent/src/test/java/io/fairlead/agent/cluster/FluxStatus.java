package io.fairlead.agent.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.stream.StreamSupport;

/// A status in the making, as Flux's controllers write it, for one state of one object.
///
/// What was so before keeps its time: a status that says the same as the one before is equal to it.
final class FluxStatus {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonNode object;
  private final JsonNode before;
  private final Instant now;
  private final ObjectNode status = JSON.createObjectNode();
  private final ArrayNode conditions = status.putArray("conditions");

  private FluxStatus(JsonNode object, Instant now) {
    this.object = object;
    this.before = object.path("status");
    this.now = now.truncatedTo(ChronoUnit.SECONDS);
    status.put("observedGeneration", generation());
  }

  /// A source that was fetched.
  static FluxStatus fetched(JsonNode object, String revision, Instant now) {
    String message = "stored the artifact of revision " + revision;
    return new FluxStatus(object, now)
        .artifact(revision)
        .condition("Ready", true, "Succeeded", message)
        .condition("ArtifactInStorage", true, "Succeeded", message);
  }

  /// A kustomization that was applied.
  static FluxStatus applied(JsonNode object, String revision, Instant now) {
    var made = new FluxStatus(object, now);
    made.status.put("lastAppliedRevision", revision).put("lastAttemptedRevision", revision);
    return made.condition("Ready", true, "ReconciliationSucceeded", "applied revision " + revision);
  }

  /// What did not work. Keeps what worked before.
  static FluxStatus failed(JsonNode object, String reason, String message, Instant now) {
    return new FluxStatus(object, now).condition("Ready", false, reason, message);
  }

  /// The revision of the artifact that a source has; empty when it has none.
  static String revision(JsonNode source) {
    return source.at("/status/artifact/revision").asText("");
  }

  /// Whether an object's status says that its newest state is in place.
  static boolean isReady(JsonNode object) {
    return object.at("/status/observedGeneration").asLong(-1)
            == object.at("/metadata/generation").asLong()
        && condition(object.path("status"), "Ready").path("status").asText("").equals("True");
  }

  /// Whether the object has this status already.
  boolean isThere() {
    JsonNode wanted = asStored();
    return wanted.properties().stream()
        .allMatch(field -> field.getValue().equals(before.path(field.getKey())));
  }

  /// As the API gives it back: a number is of the type that it is read as.
  JsonNode asStored() {
    try {
      return JSON.readTree(status.toString());
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private FluxStatus artifact(String revision) {
    JsonNode old = before.path("artifact");
    String path =
        object.path("kind").asText().toLowerCase(Locale.ROOT)
            + "/"
            + object.at("/metadata/namespace").asText()
            + "/"
            + object.at("/metadata/name").asText()
            + ".tar.gz";
    status
        .putObject("artifact")
        .put("revision", revision)
        .put("digest", "sha256:" + Integer.toHexString(revision.hashCode()))
        .put("path", path)
        .put("url", "http://source-controller.flux-system.svc.cluster.local./" + path)
        .put(
            "lastUpdateTime",
            old.path("revision").asText("").equals(revision)
                ? old.path("lastUpdateTime").asText()
                : now.toString());
    return this;
  }

  private FluxStatus condition(String type, boolean holds, String reason, String message) {
    String value = holds ? "True" : "False";
    JsonNode old = condition(before, type);
    conditions
        .addObject()
        .put("type", type)
        .put("status", value)
        .put("reason", reason)
        .put("message", message)
        .put("observedGeneration", generation())
        .put(
            "lastTransitionTime",
            old.path("status").asText("").equals(value)
                ? old.path("lastTransitionTime").asText()
                : now.toString());
    return this;
  }

  private long generation() {
    return object.at("/metadata/generation").asLong();
  }

  private static JsonNode condition(JsonNode status, String type) {
    return StreamSupport.stream(status.path("conditions").spliterator(), false)
        .filter(condition -> condition.path("type").asText().equals(type))
        .findFirst()
        .orElse(JSON.missingNode());
  }
}
