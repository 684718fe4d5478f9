package io.fairlead.store.postgres;

import io.fairlead.contract.event.AuditEntry;
import io.fairlead.store.InvalidPageTokenException;
import io.fairlead.store.Page;
import io.fairlead.store.PageRequest;
import io.fairlead.store.audit.AuditLog;
import io.fairlead.store.audit.AuditQuery;
import io.fairlead.store.postgres.AuditSql.After;
import io.fairlead.store.postgres.AuditSql.Selection;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/// The audit log in PostgreSQL.
public final class PostgresAuditLog implements AuditLog {
  /// Sorts after every id.
  private static final String LAST = "~";

  private final Pool pool;
  private final BoundedReads reads;
  private final Runnable afterChange;

  /// @param afterChange called after each entry that is to be published; must return at once
  public PostgresAuditLog(Pool pool, StoreSettings settings, Runnable afterChange) {
    this.pool = pool;
    this.reads = new BoundedReads(pool, settings.longestRead());
    this.afterChange = afterChange;
  }

  @Override
  public Uni<Void> record(AuditEntry entry) {
    return pool.preparedQuery(AuditSql.INSERT_MISSING)
        .execute(AuditSql.parameters(entry))
        .invoke(afterChange)
        .replaceWithVoid();
  }

  @Override
  public Uni<Page<AuditEntry>> list(AuditQuery query, PageRequest page) {
    return Uni.createFrom()
        .item(() -> page.token().map(token -> after(query, token)).orElse(newest(query)))
        .map(after -> Selection.of(query, page, after))
        .flatMap(asked -> reads.read(asked.text(), asked.parameters()))
        .map(rows -> page(query, page, rows));
  }

  private static After newest(AuditQuery query) {
    return new After(query.to(), LAST);
  }

  private static Page<AuditEntry> page(AuditQuery query, PageRequest page, RowSet<Row> found) {
    List<Row> rows = StreamSupport.stream(found.spliterator(), false).toList();
    boolean more = rows.size() > page.top();
    List<Row> shown = more ? rows.subList(0, page.top()) : rows;
    return new Page<>(
        shown.stream()
            .map(row -> StoredJson.read(row.getString("entry"), AuditEntry.class))
            .toList(),
        more ? Optional.of(token(query, shown.getLast())) : Optional.empty());
  }

  private static String token(AuditQuery query, Row last) {
    String text =
        label(query)
            + " "
            + last.get(OffsetDateTime.class, "changed_at").toInstant()
            + " "
            + last.getString("id_key");
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /// Binds a token to its query.
  private static String label(AuditQuery query) {
    return Integer.toHexString(query.hashCode());
  }

  private static After after(AuditQuery query, String token) {
    try {
      String[] parts =
          new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8).split(" ", 4);
      if (parts.length == 3 && parts[0].equals(label(query))) {
        Instant at = Instant.parse(parts[1]);
        if (!at.isBefore(query.from()) && !at.isAfter(query.to())) {
          return new After(at, UUID.fromString(parts[2]).toString());
        }
      }
      throw new InvalidPageTokenException("the page's token belongs to another query");
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new InvalidPageTokenException("the page's token was not given out by this service", e);
    }
  }
}
