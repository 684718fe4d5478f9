package io.fairlead.gateway.table;

import io.fairlead.contract.event.Lifecycle;
import io.fairlead.contract.id.ConfigurationVersion;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.json.Json;
import io.fairlead.contract.secret.ProtectedVersions;
import io.fairlead.contract.secret.SealedSetting;
import io.fairlead.encryption.PropertiesSeal;
import io.fairlead.gateway.session.DesiredState.Desired;
import io.fairlead.streams.UnreadableRecordException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A configuration as the table stores it: what digests and comparisons need in front, in binary,
/// then what is known of its protected settings, as JSON, and the properties, sealed.
///
/// ```
/// epoch 8 | generation 8 | uid 16 | lifecycle 1 | length of id 2 | length of settings 2 | id
///   | settings | properties
/// ```
///
/// A change of this layout needs another [TableBinding#FORMAT].
final class ConfigurationRow {
  private static final int GENERATION = 8;
  private static final int UID = 16;
  private static final int LIFECYCLE = 32;
  private static final int ID_LENGTH = 33;
  private static final int SETTINGS_LENGTH = 35;
  private static final int ID = 37;

  private ConfigurationRow() {}

  /// @throws UnreadableRecordException when there are more protected settings than a row can have
  static byte[] write(PublishedConfiguration state) {
    byte[] id = state.id().getBytes(StandardCharsets.UTF_8);
    byte[] properties = state.properties();
    ProtectedVersions versions = state.settings();
    byte[] settings = versions == null ? new byte[0] : Json.write(versions);
    if (settings.length > Short.MAX_VALUE) {
      throw new UnreadableRecordException(
          "protectedSettings has at most " + Short.MAX_VALUE + " bytes");
    }
    return ByteBuffer.allocate(ID + id.length + settings.length + properties.length)
        .putLong(state.epoch())
        .putLong(state.generation())
        .putLong(state.uid().getMostSignificantBits())
        .putLong(state.uid().getLeastSignificantBits())
        .put(code(state.lifecycle()))
        .putShort((short) id.length)
        .putShort((short) settings.length)
        .put(id)
        .put(settings)
        .put(properties)
        .array();
  }

  /// The place of a row in the order of its key's states.
  static Order order(byte[] row) {
    ByteBuffer buffer = ByteBuffer.wrap(row);
    return new Order(buffer.getLong(0), buffer.getLong(GENERATION));
  }

  static ConfigurationVersion version(byte[] row) {
    ByteBuffer buffer = ByteBuffer.wrap(row);
    return new ConfigurationVersion(
        ResourceId.parse(new String(row, ID, buffer.getShort(ID_LENGTH), StandardCharsets.UTF_8)),
        new UUID(buffer.getLong(UID), buffer.getLong(UID + Long.BYTES)),
        buffer.getLong(GENERATION));
  }

  /// Bytes of the properties as JSON.
  static int propertiesLength(byte[] row) {
    return PropertiesSeal.clearLength(properties(row));
  }

  /// Opens it: what is read is only to be kept in memory.
  static Desired desired(byte[] row, PropertiesSeal seal) {
    ConfigurationVersion version = version(row);
    byte[] properties = properties(row);
    ProtectedVersions settings = settings(row);
    return new Desired(
        version,
        lifecycle(row[LIFECYCLE]),
        seal.open(version.id(), properties),
        PropertiesSeal.clearLength(properties),
        settings == null ? null : unsealed(settings.versions()),
        settings == null ? null : settings.expiresAt());
  }

  private static byte[] properties(byte[] row) {
    ByteBuffer buffer = ByteBuffer.wrap(row);
    return Arrays.copyOfRange(
        row, ID + buffer.getShort(ID_LENGTH) + buffer.getShort(SETTINGS_LENGTH), row.length);
  }

  private static @Nullable ProtectedVersions settings(byte[] row) {
    ByteBuffer buffer = ByteBuffer.wrap(row);
    int from = ID + buffer.getShort(ID_LENGTH);
    int length = buffer.getShort(SETTINGS_LENGTH);
    return length == 0
        ? null
        : Json.read(Arrays.copyOfRange(row, from, from + length), ProtectedVersions.class);
  }

  private static Map<String, SealedSetting> unsealed(Map<String, Long> versions) {
    return versions.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, entry -> new SealedSetting(entry.getValue(), null)));
  }

  private static byte code(Lifecycle lifecycle) {
    return (byte)
        switch (lifecycle) {
          case Active -> 'A';
          case Deleting -> 'D';
        };
  }

  private static Lifecycle lifecycle(byte code) {
    return code == 'D' ? Lifecycle.Deleting : Lifecycle.Active;
  }
}
