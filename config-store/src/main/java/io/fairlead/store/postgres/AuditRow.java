package io.fairlead.store.postgres;

import io.fairlead.contract.event.AuditEntry;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// What a row of `audit_entries` is made of.
///
/// @param key the entry's id
/// @param subscription the key of the subscription; empty outside one
/// @param group the key of the resource group; empty outside one
/// @param resource the key of the resource
/// @param correlation in lower case
/// @param at when it was asked for
/// @param json the entry
record AuditRow(
    String key,
    String subscription,
    String group,
    String resource,
    String correlation,
    Instant at,
    String json) {
  private static final int SUBSCRIPTION = 2;
  private static final int GROUP = 4;

  static AuditRow of(AuditEntry entry) {
    String resource = key(entry.resourceId());
    List<String> segments = List.of(resource.substring(1).split("/", -1));
    return new AuditRow(
        entry.id().toString(),
        prefix(segments, SUBSCRIPTION),
        segments.size() >= GROUP && segments.get(2).equals("resourcegroups")
            ? prefix(segments, GROUP)
            : "",
        resource,
        key(entry.request().correlationId()),
        entry.at(),
        StoredJson.write(entry));
  }

  private static String prefix(List<String> segments, int size) {
    return segments.size() < size ? "" : "/" + String.join("/", segments.subList(0, size));
  }

  static String key(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
