package io.fairlead.store.postgres;

import io.fairlead.store.Operation;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny.SelectionQuery;
import org.hibernate.reactive.mutiny.Mutiny.Session;

/// Statements that several stores share. All take part in the caller's transaction.
final class Statements {
  private Statements() {}

  /// Makes writers of a key wait for each other, also while there is no row that could be locked.
  static Uni<Void> lock(Session session, String key) {
    return session
        .createNativeQuery(
            "select cast(pg_advisory_xact_lock(hashtextextended(:key, 0)) as text)", String.class)
        .setParameter("key", key)
        .getSingleResult()
        .replaceWithVoid();
  }

  /// Makes this wait for a writer of a key, and such a writer for this; not for its like.
  static Uni<Void> lockShared(Session session, String key) {
    return session
        .createNativeQuery(
            "select cast(pg_advisory_xact_lock_shared(hashtextextended(:key, 0)) as text)",
            String.class)
        .setParameter("key", key)
        .getSingleResult()
        .replaceWithVoid();
  }

  /// Call it with the key's lock held: then the key's generations grow.
  static Uni<Long> nextGeneration(Session session) {
    return session.createNativeQuery("select nextval('generation')", Long.class).getSingleResult();
  }

  /// Which rows make a page.
  ///
  /// @param sql asks for keys and sizes in bytes, in the order of keys
  static Uni<PageKeys> pageKeys(
      Session session, String sql, Map<String, Object> parameters, int top) {
    SelectionQuery<Object[]> query = session.createNativeQuery(sql, Object[].class);
    parameters.forEach(query::setParameter);
    return query
        .setMaxResults(top + 1)
        .getResultList()
        .map(
            rows ->
                PageKeys.of(
                    rows.stream()
                        .map(
                            row ->
                                new PageKeys.Candidate(
                                    (String) row[0], ((Number) row[1]).longValue()))
                        .toList(),
                    top));
  }

  static Uni<UUID> record(Session session, Operation operation) {
    return session.persist(new OperationEntity(operation)).replaceWith(operation.id());
  }

  /// What was done waited for these incarnations to be gone.
  static Uni<Void> finishOperations(Session session, Collection<UUID> uids, Instant now) {
    return session
        .createNativeQuery(
            "update operations set finished_at = :now"
                + " where uid = any(cast(:uids as uuid[])) and finished_at is null")
        .setParameter("now", now)
        .setParameter("uids", uids.toArray(UUID[]::new))
        .executeUpdate()
        .replaceWithVoid();
  }

  static Uni<Void> ensureSubscription(Session session, String id, Instant now) {
    return session
        .createNativeQuery(
            "insert into subscriptions (id_key, id, created_at) values (lower(:id), :id, :now)"
                + " on conflict do nothing")
        .setParameter("id", id)
        .setParameter("now", now)
        .executeUpdate()
        .replaceWithVoid();
  }
}
