package io.fairlead.store.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.json.Json;
import io.fairlead.contract.secret.ProtectedVersions;
import io.fairlead.contract.secret.SealedSetting;
import io.fairlead.contract.secret.SealedSettings;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The protected settings of a configuration, as they are published.
///
/// @param settings all of them
/// @param oldest those sealed before this are on Kafka already, or must not get there: it would
///     keep them for too long
record PublishedSettings(List<Setting> settings, Instant oldest) {
  /// The name of [#COLUMN].
  static final String NAME = "protected_settings";

  /// In the select clause of a query of `configurations`.
  static final String COLUMN =
      """
      (select jsonb_agg(jsonb_build_object('name', s.name, 'version', s.version, 'jwe', s.jwe,
          'sealedAt', s.sealed_at, 'expiresAt', s.expires_at) order by s.name)::text
        from protected_settings s where s.uid = configurations.uid) as protected_settings
      """;

  private static final TypeReference<List<Setting>> SETTINGS = new TypeReference<>() {};

  /// A row.
  ///
  /// @param jwe null unless it waits for the cluster
  record Setting(
      String name,
      long version,
      @Nullable String jwe,
      OffsetDateTime sealedAt,
      OffsetDateTime expiresAt) {}

  static PublishedSettings read(@Nullable String column, Instant oldest) throws SQLException {
    try {
      return new PublishedSettings(
          column == null ? List.of() : Json.mapper().readValue(column, SETTINGS), oldest);
    } catch (JsonProcessingException e) {
      // Without the cause, whose message may have something of a setting.
      throw new SQLException("protected settings are no such JSON as was asked for");
    }
  }

  /// What the state of the configuration says of them; null when there are none.
  @Nullable ProtectedVersions versions() {
    return settings.isEmpty()
        ? null
        : new ProtectedVersions(
            settings.stream().collect(Collectors.toMap(Setting::name, Setting::version)),
            expiresAt(settings.stream().filter(setting -> setting.jwe() != null).toList())
                .orElse(null));
  }

  private static Optional<Instant> expiresAt(List<Setting> waiting) {
    return waiting.stream().map(setting -> setting.expiresAt().toInstant()).min(Instant::compareTo);
  }

  /// The record that carries those that wait for the cluster; empty when there are none.
  Optional<OutgoingRecord> sealed(ResourceId configuration, UUID uid, long epoch) {
    List<Setting> waiting =
        settings.stream()
            .filter(setting -> setting.jwe() != null)
            .filter(setting -> setting.sealedAt().toInstant().isAfter(oldest))
            .toList();
    Map<String, SealedSetting> sealed =
        waiting.stream()
            .collect(
                Collectors.toMap(
                    Setting::name, setting -> new SealedSetting(setting.version(), setting.jwe())));
    return expiresAt(waiting)
        .map(
            end ->
                OutgoingRecord.sealed(new SealedSettings(configuration, uid, epoch, end, sealed)));
  }
}
