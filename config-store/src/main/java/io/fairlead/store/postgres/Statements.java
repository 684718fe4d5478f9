package io.fairlead.store.postgres;

import io.fairlead.store.Operation;
import io.fairlead.store.PageRequest;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny.SelectionQuery;
import org.hibernate.reactive.mutiny.Mutiny.Session;

/// Statements that several stores share. All take part in the caller's transaction.
///
/// What asks is HQL, also where it asks for functions of PostgreSQL: Hibernate Reactive never finds
/// the plan of a native query in its cache, and keeps one more of them each time it is asked.
final class Statements {
  private Statements() {}

  /// Makes writers of a key wait for each other, also while there is no row that could be locked.
  static Uni<Void> lock(Session session, String key) {
    return lock(session, "pg_advisory_xact_lock", key);
  }

  /// Makes this wait for a writer of a key, and such a writer for this; not for its like.
  static Uni<Void> lockShared(Session session, String key) {
    return lock(session, "pg_advisory_xact_lock_shared", key);
  }

  private static Uni<Void> lock(Session session, String function, String key) {
    return session
        .createSelectionQuery(
            "select cast(function('%s', function('hashtextextended', :key, 0)) as String)"
                .formatted(function),
            String.class)
        .setParameter("key", key)
        .getSingleResult()
        .replaceWithVoid();
  }

  /// Call it with the key's lock held: then the key's generations grow.
  static Uni<Long> nextGeneration(Session session) {
    return session
        .createSelectionQuery("select function('nextval', 'generation')", Long.class)
        .getSingleResult();
  }

  /// Which rows make a page.
  ///
  /// @param query asks for keys and sizes in bytes, in the order of keys
  static Uni<PageKeys> pageKeys(
      Session session, String query, Map<String, Object> parameters, int top) {
    SelectionQuery<Object[]> asked = session.createSelectionQuery(query, Object[].class);
    parameters.forEach(asked::setParameter);
    return asked
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

  /// What limits a list to the scopes that are seen; empty where all are.
  ///
  /// @param key the expression of a row's key
  static String seen(PageRequest page, String key) {
    return page.within().isPresent()
        ? " and cast(function('is_within', " + key + ", :seen) as Boolean) = true"
        : "";
  }

  /// The parameter of that.
  static void seen(PageRequest page, Map<String, Object> parameters) {
    page.within().ifPresent(scopes -> parameters.put("seen", String.join("\n", scopes)));
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
