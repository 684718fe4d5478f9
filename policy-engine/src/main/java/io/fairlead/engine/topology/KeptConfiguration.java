package io.fairlead.engine.topology;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import io.fairlead.contract.event.Lifecycle;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.json.Json;
import io.fairlead.contract.policy.ManagedBy;
import io.fairlead.contract.secret.ProtectedVersions;
import io.fairlead.encryption.PropertiesSeal;
import io.fairlead.policy.evaluation.ConfigurationHead;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A [ConfigurationState] as it was published, read but for its properties, which are most of it:
/// of them is known where they stand, so that they can be read and opened if somebody asks. What
/// surrounds them is as it is there.
record KeptConfiguration(
    ResourceId id,
    UUID uid,
    long generation,
    long epoch,
    Lifecycle lifecycle,
    @JsonDeserialize(using = PassingOver.class) Stretch properties,
    Instant changedAt,
    @Nullable ManagedBy managedBy,
    @Nullable ProtectedVersions protectedSettings) {

  /// Where a value stands in a record.
  ///
  /// @param from its first byte
  /// @param to after its last
  record Stretch(int from, int to) {}

  /// Passes over a value, whatever it is, as long as it is JSON.
  static final class PassingOver extends StdDeserializer<Stretch> {
    private static final long serialVersionUID = 1L;

    PassingOver() {
      super(Stretch.class);
    }

    @Override
    public Stretch deserialize(JsonParser json, DeserializationContext context) throws IOException {
      long from = json.currentTokenLocation().getByteOffset();
      if (from < 0) {
        return context.reportInputMismatch(this, "expected UTF-8");
      }
      json.skipChildren();
      // The parser reads a text when somebody asks for it, or for what comes after it.
      json.finishToken();
      return new Stretch((int) from, (int) json.currentLocation().getByteOffset());
    }
  }

  /// Reads a record.
  ///
  /// @throws io.fairlead.contract.json.UnreadableJsonException when it is none of a configuration
  static KeptConfiguration read(byte[] record) {
    return Json.read(record, KeptConfiguration.class);
  }

  ConfigurationHead head() {
    return new ConfigurationHead(id, uid, generation, epoch, lifecycle, managedBy);
  }

  /// Reads and opens the properties.
  ///
  /// @param record that this was read from
  /// @throws io.fairlead.encryption.NotOpenedException when they cannot be opened
  /// @throws io.fairlead.contract.json.UnreadableJsonException when they are no JSON
  JsonNode open(byte[] record, PropertiesSeal seal) {
    return seal.open(
        id, Json.readTree(Arrays.copyOfRange(record, properties.from(), properties.to())));
  }
}
