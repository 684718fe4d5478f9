package io.fairlead.store.postgres;

import io.fairlead.contract.event.AuditEntry;
import io.fairlead.store.PageRequest;
import io.fairlead.store.audit.AuditQuery;
import io.fairlead.store.audit.AuditQuery.Scope;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/// The statements of [PostgresAuditLog].
final class AuditSql {
  static final String INSERT =
      "insert into audit_entries (id_key, subscription_key, group_key, resource_key,"
          + " correlation_id, changed_at, entry) values ($1, $2, $3, $4, $5, $6,"
          + " cast($7::text as jsonb))";

  /// Waits for a transaction that is recording the same request, and does nothing if that does.
  static final String INSERT_MISSING = INSERT + " on conflict do nothing";

  private static final int GROUP_SEGMENTS = 5;

  private AuditSql() {}

  static Tuple parameters(AuditEntry entry) {
    AuditRow row = AuditRow.of(entry);
    return Tuple.tuple()
        .addString(row.key())
        .addString(row.subscription())
        .addString(row.group())
        .addString(row.resource())
        .addString(row.correlation())
        .addOffsetDateTime(row.at().atOffset(ZoneOffset.UTC))
        .addString(row.json());
  }

  /// Where a page begins: after an entry of that time and key.
  record After(Instant at, String key) {}

  /// A statement and its parameters: of each query the narrowest index gives a page without more
  /// rows than it has, where nothing but its scope and its time is asked for.
  ///
  /// @param text of the statement; one of few
  record Selection(String text, Tuple parameters) {
    static Selection of(AuditQuery query, PageRequest page, After after) {
      var where = new Conditions();
      scope(where, query);
      query.correlationId().ifPresent(id -> where.add("correlation_id = %s", AuditRow.key(id)));
      query
          .provider()
          .ifPresent(
              p ->
                  where.add("lower(split_part(entry ->> 'action', '/', 1)) = %s", AuditRow.key(p)));
      query
          .caller()
          .ifPresent(
              who ->
                  where.add(
                      "%s in (lower(entry #>> '{caller,id}'), lower(entry #>> '{caller,name}'))",
                      AuditRow.key(who)));
      query.succeeded().ifPresent(done -> where.add("((entry -> 'status')::int < 400) = %s", done));
      page.within().ifPresent(scopes -> within(where, scopes));
      where.add("changed_at >= %s", query.from().atOffset(ZoneOffset.UTC));
      where.add("changed_at <= %s", query.to().atOffset(ZoneOffset.UTC));
      where.add("(changed_at, id_key) < (%s, ", after.at().atOffset(ZoneOffset.UTC));
      where.close("%s)", after.key());
      String text =
          "select id_key, changed_at, entry::text as entry from audit_entries where "
              + where.text
              + " order by changed_at desc, id_key desc limit "
              + where.parameter(page.top() + 1);
      return new Selection(text, where.parameters);
    }

    /// The key of a scope says its subscription, and both would look to the planner like less than
    /// there is.
    private static void scope(Conditions where, AuditQuery query) {
      String subscription = query.subscriptionKey();
      switch (query.scope().orElse(null)) {
        case Scope.Group(String name) ->
            where.add("group_key = %s", subscription + "/resourcegroups/" + AuditRow.key(name));
        case Scope.Resource(String id) -> {
          String key = AuditRow.key(id);
          where.add("resource_key = %s", key);
          if (!(key + "/").startsWith(subscription + "/")) {
            where.add("subscription_key = %s", subscription);
          }
        }
        case null -> where.add("subscription_key = %s", subscription);
      }
    }

    /// What is within some scopes is in their resource groups.
    private static void within(Conditions where, List<String> scopes) {
      where.add(
          "group_key = any(%s)",
          (Object) scopes.stream().map(Selection::group).distinct().toArray(String[]::new));
      where.add("is_within(resource_key, %s)", String.join("\n", scopes));
    }

    private static String group(String scope) {
      String[] segments = scope.split("/", GROUP_SEGMENTS + 1);
      return String.join(
          "/", List.of(segments).subList(0, Math.min(GROUP_SEGMENTS, segments.length)));
    }
  }

  /// Conditions that are joined by `and`.
  private static final class Conditions {
    private final StringBuilder text = new StringBuilder();
    private final Tuple parameters = Tuple.tuple();
    private int count;

    void add(String condition, Object value) {
      if (!text.isEmpty()) {
        text.append(" and ");
      }
      close(condition, value);
    }

    /// The end of a condition that has two parameters.
    void close(String end, Object value) {
      text.append(end.formatted(parameter(value)));
    }

    String parameter(Object value) {
      parameters.addValue(value);
      count++;
      return "$" + count;
    }
  }
}
