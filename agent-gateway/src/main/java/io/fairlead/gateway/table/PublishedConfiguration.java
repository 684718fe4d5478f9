package io.fairlead.gateway.table;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.contract.event.Lifecycle;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.json.Json;
import io.fairlead.contract.policy.ManagedBy;
import io.fairlead.contract.secret.ProtectedVersions;
import io.fairlead.streams.UnreadableRecordException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What the table keeps of a record of [ConfigurationState].
///
/// Read field by field, without a tree of its properties and without what nobody here asks for: a
/// table is built of every record there is. What a [ConfigurationState] has to have is required
/// here too.
final class PublishedConfiguration {
  private static final int UUID_CHARACTERS = 36;
  private static final ObjectReader TIMES = reader(Instant.class);
  private static final ObjectReader POLICIES = reader(ManagedBy.class);
  private static final ObjectReader SETTINGS = reader(ProtectedVersions.class);
  private static final ObjectReader OBJECTS = reader(ObjectNode.class);

  private final String id;
  private final UUID uid;
  private final long generation;
  private final long epoch;
  private final Lifecycle lifecycle;
  private final byte[] properties;
  private final @Nullable ProtectedVersions settings;

  private PublishedConfiguration(Fields fields) {
    var _ = require(fields.changedAt, "changedAt");
    id = require(fields.id, "id");
    uid = require(fields.uid, "uid");
    generation = require(fields.generation, "generation");
    epoch = require(fields.epoch, "epoch");
    lifecycle = require(fields.lifecycle, "lifecycle");
    properties = require(fields.properties, "properties");
    settings = fields.settings;
  }

  /// Reads a part of a record: more may follow it.
  private static ObjectReader reader(Class<?> type) {
    return Json.mapper().readerFor(type).without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  }

  /// Reads a record's value.
  ///
  /// @throws UnreadableRecordException when it is none
  static PublishedConfiguration read(byte[] value) {
    try (JsonParser from = Json.mapper().createParser(value)) {
      var fields = new Fields(value);
      require(from.nextToken() == JsonToken.START_OBJECT, "the value is no object");
      for (String name = from.nextFieldName(); name != null; name = from.nextFieldName()) {
        from.nextToken();
        fields.take(name, from);
      }
      require(from.hasToken(JsonToken.END_OBJECT), "the value is no object");
      require(from.nextToken() == null, "something follows the value");
      return new PublishedConfiguration(fields);
    } catch (IOException e) {
      // Without its cause and its message, which quote the content.
      throw new UnreadableRecordException("no readable configuration" + place(e));
    }
  }

  private static String place(IOException cause) {
    return cause instanceof JsonProcessingException json && json.getLocation() != null
        ? " at byte " + json.getLocation().getByteOffset()
        : "";
  }

  /// Whether it is of the configuration with this id.
  boolean isOf(ResourceId configuration) {
    return id.toLowerCase(Locale.ROOT).equals(configuration.key());
  }

  /// As written.
  String id() {
    return id;
  }

  UUID uid() {
    return uid;
  }

  long generation() {
    return generation;
  }

  long epoch() {
    return epoch;
  }

  Lifecycle lifecycle() {
    return lifecycle;
  }

  /// As the database has them: sealed, or JSON in clear text. Not to be changed.
  byte[] properties() {
    return properties;
  }

  /// What is known of its protected settings; null when it has none.
  @Nullable ProtectedVersions settings() {
    return settings;
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new UnreadableRecordException(otherwise);
    }
  }

  private static <T> T require(@Nullable T value, String name) {
    if (value == null) {
      throw new UnreadableRecordException(name + " is missing");
    }
    return value;
  }

  /// What was read so far.
  private static final class Fields {
    private final byte[] record;
    private @Nullable String id;
    private @Nullable UUID uid;
    private @Nullable Long generation;
    private @Nullable Long epoch;
    private @Nullable Lifecycle lifecycle;
    private byte @Nullable [] properties;
    private @Nullable Instant changedAt;
    private @Nullable ProtectedVersions settings;

    Fields(byte[] record) {
      this.record = record;
    }

    void take(String name, JsonParser from) throws IOException {
      switch (name) {
        case "id" -> id = text(name, from);
        case "uid" -> uid = uid(text(name, from));
        case "generation" -> generation = number(name, from);
        case "epoch" -> epoch = number(name, from);
        case "lifecycle" -> lifecycle = lifecycle(text(name, from));
        case "properties" -> properties = properties(from);
        case "changedAt" -> changedAt = TIMES.readValue(from);
        case "managedBy" -> {
          // It only has to be one.
          ManagedBy _ = POLICIES.readValue(from);
        }
        case "protectedSettings" -> settings = SETTINGS.readValue(from);
        // An older reader understands a newer writer.
        default -> from.skipChildren();
      }
    }

    private static String text(String name, JsonParser from) throws IOException {
      require(from.hasToken(JsonToken.VALUE_STRING), name + " is a text");
      return from.getText();
    }

    private static long number(String name, JsonParser from) throws IOException {
      require(from.hasToken(JsonToken.VALUE_NUMBER_INT), name + " is a number");
      return from.getLongValue();
    }

    private static UUID uid(String text) {
      require(text.length() == UUID_CHARACTERS, "uid is a UUID");
      try {
        return UUID.fromString(text);
      } catch (IllegalArgumentException _) {
        throw new UnreadableRecordException("uid is a UUID");
      }
    }

    private static Lifecycle lifecycle(String text) {
      return switch (text) {
        case "Active" -> Lifecycle.Active;
        case "Deleting" -> Lifecycle.Deleting;
        default -> throw new UnreadableRecordException("lifecycle is Active or Deleting");
      };
    }

    private byte[] properties(JsonParser from) throws IOException {
      if (from.hasToken(JsonToken.VALUE_STRING)) {
        try {
          return Base64.getDecoder().decode(base64(from));
        } catch (IllegalArgumentException _) {
          throw new UnreadableRecordException("properties is no base64");
        }
      }
      require(from.hasToken(JsonToken.START_OBJECT), "properties is a text or an object");
      ObjectNode clear = OBJECTS.readValue(from);
      return Json.write(clear);
    }

    /// The bytes of a text as they are in the record, where nothing in it is escaped: most of a
    /// record is this text, and as a string it would be copied three times.
    private byte[] base64(JsonParser from) throws IOException {
      int begin = Math.toIntExact(from.currentTokenLocation().getByteOffset()) + 1;
      int end = begin;
      while (end < record.length && record[end] != '"' && record[end] != '\\') {
        end++;
      }
      boolean plain =
          begin > 0 && record[begin - 1] == '"' && end < record.length && record[end] == '"';
      return plain
          ? Arrays.copyOfRange(record, begin, end)
          : from.getText().getBytes(StandardCharsets.UTF_8);
    }
  }
}
