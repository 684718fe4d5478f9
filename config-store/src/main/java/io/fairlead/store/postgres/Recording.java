package io.fairlead.store.postgres;

import io.fairlead.contract.event.AuditEntry;
import io.fairlead.store.audit.AuditDraft;
import io.fairlead.store.audit.Change;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.Optional;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny.Session;

/// Writes, and records what they did in their own transactions, as the last of what those do.
///
/// @param draft of the entry; empty where nobody asked for the write
record Recording(Optional<AuditDraft> draft) {
  static final Recording NONE = new Recording(Optional.empty());

  static Recording of(AuditDraft draft) {
    return new Recording(Optional.of(draft));
  }

  /// @param change what came of the write; empty when it was refused, which whoever answers records
  <T> Uni<T> write(
      Sessions sessions,
      Function<Session, Uni<T>> work,
      Function<? super T, Optional<Change>> change) {
    return draft
        .map(
            asked ->
                sessions
                    .write(
                        session ->
                            work.apply(session)
                                .call(done -> record(session, asked, change.apply(done))))
                    .invoke(done -> recorded(asked, change.apply(done))))
        .orElseGet(() -> sessions.write(work));
  }

  /// As the other one.
  <T> Uni<T> write(
      Pool pool,
      Function<SqlConnection, Uni<T>> work,
      Function<? super T, Optional<Change>> change) {
    return draft
        .map(
            asked ->
                pool.withTransaction(
                        connection ->
                            work.apply(connection)
                                .call(done -> record(connection, asked, change.apply(done))))
                    .invoke(done -> recorded(asked, change.apply(done))))
        .orElseGet(() -> pool.withTransaction(work));
  }

  /// The entry of what a write did.
  ///
  /// @param change empty when it was refused
  /// @return empty when there is none to keep
  Optional<AuditEntry> entry(Optional<Change> change) {
    return draft.flatMap(asked -> change.map(asked::changed));
  }

  /// The entry is there, durably.
  void recorded(Optional<Change> change) {
    draft.ifPresent(asked -> recorded(asked, change));
  }

  private static Uni<Void> record(Session session, AuditDraft draft, Optional<Change> change) {
    return change
        .map(done -> session.persist(new AuditEntryEntity(draft.changed(done))))
        .orElseGet(() -> Uni.createFrom().voidItem());
  }

  private static Uni<Void> record(
      SqlConnection connection, AuditDraft draft, Optional<Change> change) {
    return change
        .map(
            done ->
                connection
                    .preparedQuery(AuditSql.INSERT)
                    .execute(AuditSql.parameters(draft.changed(done)))
                    .replaceWithVoid())
        .orElseGet(() -> Uni.createFrom().voidItem());
  }

  private static void recorded(AuditDraft draft, Optional<Change> change) {
    if (change.isPresent()) {
      draft.recorded().set(true);
    }
  }
}
