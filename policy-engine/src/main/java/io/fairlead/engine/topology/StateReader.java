package io.fairlead.engine.topology;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.fairlead.contract.event.ClusterState;
import io.fairlead.contract.event.ConfigurationState;
import io.fairlead.contract.event.Lifecycle;
import io.fairlead.contract.id.PolicyId;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.json.Json;
import io.fairlead.contract.policy.ManagedBy;
import io.fairlead.contract.policy.OnUnassign;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads clusters and configurations as the store writes them, field by field: most of what is read
/// in a fan-out is that. Whatever looks otherwise is left to the project's mapping of JSON, which
/// alone decides what can be read.
final class StateReader {
  private static final int UUID_LENGTH = 36;

  /// Of the fields that follow a part, the mapping would say that they are left over.
  private static final ObjectReader PART =
      Json.mapper()
          .readerFor(JsonNode.class)
          .without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final JsonParser json;
  private final boolean whole;

  private StateReader(JsonParser json, boolean whole) {
    this.json = json;
    this.whole = whole;
  }

  /// All of a configuration.
  ///
  /// @throws io.fairlead.contract.json.UnreadableJsonException when it is none
  static ConfigurationState configuration(byte[] value) {
    return read(value, true);
  }

  /// A configuration that can be read, in all but its properties.
  ///
  /// @return with a missing node for the properties, or all of it
  /// @throws io.fairlead.contract.json.UnreadableJsonException when it is none
  static ConfigurationState head(byte[] value) {
    return read(value, false);
  }

  /// A cluster.
  ///
  /// @throws io.fairlead.contract.json.UnreadableJsonException when it is none
  static ClusterState cluster(byte[] value) {
    return asWritten(value, true, StateReader::cluster)
        .orElseGet(() -> Json.read(value, ClusterState.class));
  }

  private static ConfigurationState read(byte[] value, boolean whole) {
    return asWritten(value, whole, StateReader::configuration)
        .orElseGet(() -> Json.read(value, ConfigurationState.class));
  }

  /// One way to read a record. Throws where it looks otherwise.
  interface Reading<T> {
    T of(StateReader reader) throws IOException;
  }

  /// What is read field by field; empty for what looks otherwise than the store writes it.
  static <T> Optional<T> asWritten(byte[] value, boolean whole, Reading<T> reading) {
    try (JsonParser json = Json.mapper().getFactory().createParser(value)) {
      T state = reading.of(new StateReader(json, whole));
      return json.nextToken() == null ? Optional.of(state) : Optional.empty();
    } catch (IOException | IllegalArgumentException | DateTimeException _) {
      return Optional.empty();
    }
  }

  ClusterState cluster() throws IOException {
    ResourceId id = null;
    UUID uid = null;
    Long generation = null;
    Long epoch = null;
    String location = null;
    Map<String, String> tags = null;
    String certificate = null;
    Instant changedAt = null;
    json.nextToken();
    expect(JsonToken.START_OBJECT);
    for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
      json.nextToken();
      switch (field) {
        case "id" -> id = ResourceId.parse(text());
        case "uid" -> uid = uuid();
        case "generation" -> generation = number();
        case "epoch" -> epoch = number();
        case "location" -> location = text();
        case "tags" -> tags = texts();
        case "agentPublicKeyCertificate" -> certificate = text();
        case "changedAt" -> changedAt = Instant.parse(text());
        default -> json.skipChildren();
      }
    }
    expect(JsonToken.END_OBJECT);
    return new ClusterState(
        there(id),
        there(uid),
        there(generation),
        there(epoch),
        there(location),
        there(tags),
        there(certificate),
        there(changedAt));
  }

  ConfigurationState configuration() throws IOException {
    ResourceId id = null;
    UUID uid = null;
    Long generation = null;
    Long epoch = null;
    Lifecycle lifecycle = null;
    JsonNode properties = null;
    Instant changedAt = null;
    ManagedBy managedBy = null;
    json.nextToken();
    expect(JsonToken.START_OBJECT);
    for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
      json.nextToken();
      switch (field) {
        case "id" -> id = ResourceId.parse(text());
        case "uid" -> uid = uuid();
        case "generation" -> generation = number();
        case "epoch" -> epoch = number();
        case "lifecycle" -> lifecycle = Lifecycle.valueOf(text());
        case "properties" -> properties = properties();
        case "changedAt" -> changedAt = Instant.parse(text());
        case "managedBy" -> managedBy = managedBy();
        default -> json.skipChildren();
      }
    }
    expect(JsonToken.END_OBJECT);
    return new ConfigurationState(
        there(id),
        there(uid),
        there(generation),
        there(epoch),
        there(lifecycle),
        there(properties),
        there(changedAt),
        managedBy);
  }

  private @Nullable ManagedBy managedBy() throws IOException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return null;
    }
    expect(JsonToken.START_OBJECT);
    PolicyId assignment = null;
    UUID uid = null;
    String reference = null;
    String digest = null;
    OnUnassign onUnassign = null;
    Long generation = null;
    for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
      json.nextToken();
      switch (field) {
        case "assignment" -> assignment = PolicyId.parse(text());
        case "assignmentUid" -> uid = uuid();
        case "reference" -> reference = text();
        case "digest" -> digest = text();
        case "onUnassign" -> onUnassign = OnUnassign.valueOf(text());
        case "generation" -> generation = number();
        default -> json.skipChildren();
      }
    }
    expect(JsonToken.END_OBJECT);
    return new ManagedBy(
        there(assignment),
        there(uid),
        there(reference),
        there(digest),
        there(onUnassign),
        there(generation));
  }

  private JsonNode properties() throws IOException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      throw otherwise();
    }
    if (whole) {
      return PART.readValue(json);
    }
    json.skipChildren();
    return MissingNode.getInstance();
  }

  private String text() throws IOException {
    expect(JsonToken.VALUE_STRING);
    return json.getText();
  }

  private long number() throws IOException {
    expect(JsonToken.VALUE_NUMBER_INT);
    return json.getLongValue();
  }

  private Map<String, String> texts() throws IOException {
    expect(JsonToken.START_OBJECT);
    Map<String, String> texts = new HashMap<>();
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      json.nextToken();
      texts.put(name, text());
    }
    expect(JsonToken.END_OBJECT);
    return texts;
  }

  /// In its one usual form.
  private UUID uuid() throws IOException {
    String text = text();
    if (text.length() != UUID_LENGTH
        || text.charAt(8) != '-'
        || text.charAt(13) != '-'
        || text.charAt(18) != '-'
        || text.charAt(23) != '-') {
      throw otherwise();
    }
    return UUID.fromString(text);
  }

  private void expect(JsonToken token) {
    if (json.currentToken() != token) {
      throw otherwise();
    }
  }

  private static <T> T there(@Nullable T part) {
    if (part == null) {
      throw otherwise();
    }
    return part;
  }

  private static IllegalArgumentException otherwise() {
    return new IllegalArgumentException("looks otherwise");
  }
}
