package io.fairlead.store.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.contract.event.AuditEntry;
import io.fairlead.contract.event.ClusterState;
import io.fairlead.contract.event.ConfigurationState;
import io.fairlead.contract.event.Lifecycle;
import io.fairlead.contract.event.PolicyState;
import io.fairlead.contract.id.PolicyId;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.json.Json;
import io.fairlead.contract.policy.ManagedBy;
import io.fairlead.contract.topic.Topic;
import io.fairlead.encryption.PropertiesSeal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What is published of the rows of each table. Immutable.
///
/// @param seal of the properties, which are published as they are stored
record RowRecords(InstantSource clock, PropertiesSeal seal) {
  private static final String REMOVED = "Removed";
  private static final TypeReference<Map<String, String>> STRINGS = new TypeReference<>() {};
  private static final String ENTRIES =
      "select id_key, entry ->> 'resourceId' as id, 'Active' as lifecycle,"
          + " changed_xid::text as xid, entry::text as entry";
  private static final String COLUMNS =
      "select id_key, id, uid, generation, lifecycle, changed_at, changed_xid::text as xid, ";
  private static final String CONFIGURATION =
      COLUMNS + "properties, managed_by::text as managed_by, " + PublishedSettings.COLUMN;

  /// The beginning of a statement that reads what is needed of a row.
  static String select(PublishedTable table) {
    return switch (table) {
      case CLUSTERS -> COLUMNS + "location, tags::text as tags, certificate";
      case CONFIGURATIONS -> CONFIGURATION;
      case POLICIES -> COLUMNS + "(body -> 'properties')::text as properties";
      case AUDIT_ENTRIES -> ENTRIES;
    };
  }

  /// Whether it stays only until everybody knows of its removal.
  static boolean isRemoved(ResultSet row) throws SQLException {
    return row.getString("lifecycle").equals(REMOVED);
  }

  /// The records of a row, in the order in which they are published.
  ///
  /// @param row of a statement that begins with [#select(PublishedTable)]
  List<OutgoingRecord> of(PublishedTable table, ResultSet row, long epoch) throws SQLException {
    if (isRemoved(row)) {
      return List.of(OutgoingRecord.removed(table, row.getString("id")));
    }
    return switch (table) {
      case CLUSTERS -> List.of(cluster(row, epoch));
      case CONFIGURATIONS -> configuration(row, epoch);
      case POLICIES -> List.of(policy(row, epoch));
      case AUDIT_ENTRIES -> List.of(entry(row));
    };
  }

  private static OutgoingRecord cluster(ResultSet row, long epoch) throws SQLException {
    return OutgoingRecord.changed(
        new ClusterState(
            ResourceId.parse(row.getString("id")),
            row.getObject("uid", UUID.class),
            row.getLong("generation"),
            epoch,
            row.getString("location"),
            readStrings(row.getString("tags")),
            row.getString("certificate"),
            row.getObject("changed_at", OffsetDateTime.class).toInstant()));
  }

  private PublishedSettings settings(ResultSet row) throws SQLException {
    return PublishedSettings.read(
        row.getString(PublishedSettings.NAME),
        clock.instant().minus(Topic.SEALED_PUBLISHED_WITHIN));
  }

  private static UUID uid(ResultSet row) throws SQLException {
    return row.getObject("uid", UUID.class);
  }

  private List<OutgoingRecord> configuration(ResultSet row, long epoch) throws SQLException {
    ResourceId id = ResourceId.parse(row.getString("id"));
    PublishedSettings settings = settings(row);
    OutgoingRecord state =
        OutgoingRecord.changed(
            new ConfigurationState(
                id,
                uid(row),
                row.getLong("generation"),
                epoch,
                Lifecycle.valueOf(row.getString("lifecycle")),
                // As it is: neither opened nor read.
                seal.toText(id, row.getBytes("properties")),
                row.getObject("changed_at", OffsetDateTime.class).toInstant(),
                managedBy(row.getString("managed_by")),
                settings.versions()));
    // Before the state that they belong to.
    return Stream.concat(settings.sealed(id, uid(row), epoch).stream(), Stream.of(state)).toList();
  }

  private static @Nullable ManagedBy managedBy(@Nullable String json) throws SQLException {
    try {
      return json == null ? null : Json.mapper().readValue(json, ManagedBy.class);
    } catch (JsonProcessingException e) {
      throw new SQLException("what manages a configuration is no such JSON as it was written", e);
    }
  }

  private static OutgoingRecord policy(ResultSet row, long epoch) throws SQLException {
    return OutgoingRecord.changed(
        new PolicyState(
            PolicyId.parse(row.getString("id")),
            row.getObject("uid", UUID.class),
            row.getLong("generation"),
            epoch,
            readTree(row.getString("properties")),
            row.getObject("changed_at", OffsetDateTime.class).toInstant()));
  }

  private static OutgoingRecord entry(ResultSet row) throws SQLException {
    try {
      return OutgoingRecord.recorded(
          Json.mapper().readValue(row.getString("entry"), AuditEntry.class));
    } catch (JsonProcessingException e) {
      throw new SQLException("an entry of the audit log is no such JSON as it was written", e);
    }
  }

  private static Map<String, String> readStrings(String json) throws SQLException {
    try {
      return Json.mapper().readValue(json, STRINGS);
    } catch (JsonProcessingException e) {
      throw new SQLException("a cluster's tags are no JSON object of strings", e);
    }
  }

  private static JsonNode readTree(String json) throws SQLException {
    try {
      return Json.mapper().readTree(json);
    } catch (JsonProcessingException e) {
      throw new SQLException("a row's properties are no JSON", e);
    }
  }
}
