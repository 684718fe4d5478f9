package io.fairlead.store.publish;

import io.fairlead.contract.topic.Topic;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The tables whose rows are published, in that order: what depends on something comes after it.
/// The publisher's place in each is in `hub`, in the columns `{table}_xid` and `{table}_key`.
enum PublishedTable {
  CLUSTERS("clusters", Topic.CLUSTERS, "cluster_connectivity"),
  CONFIGURATIONS("configurations", Topic.CONFIGURATIONS, "configuration_status"),
  POLICIES("policies", Topic.POLICIES, null),
  /// What was done, and not a state: entries without generations, which are never removed.
  AUDIT_ENTRIES("audit_entries", Topic.AUDIT, null);

  /// Those of desired state.
  static final List<PublishedTable> STATES = List.of(CLUSTERS, CONFIGURATIONS, POLICIES);

  private final String table;
  private final Topic topic;
  private final @Nullable String saidTable;

  PublishedTable(String table, Topic topic, @Nullable String saidTable) {
    this.table = table;
    this.topic = topic;
    this.saidTable = saidTable;
  }

  /// A part of a statement, for each of them in order.
  ///
  /// @param part with the table's name for `%1$s`
  static String each(String part, String delimiter) {
    return each(List.of(values()), part, delimiter);
  }

  /// A part of a statement, for each of these.
  static String each(List<PublishedTable> tables, String part, String delimiter) {
    return tables.stream()
        .map(table -> part.formatted(table.table()))
        .collect(Collectors.joining(delimiter));
  }

  /// The table's name.
  String table() {
    return table;
  }

  /// Where its rows are published.
  Topic topic() {
    return topic;
  }

  /// The table of what is said of its rows' incarnations; null when nothing is.
  @Nullable String saidTable() {
    return saidTable;
  }
}
