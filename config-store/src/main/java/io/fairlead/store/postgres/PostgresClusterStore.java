package io.fairlead.store.postgres;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.store.ClusterScope;
import io.fairlead.store.ClusterStore;
import io.fairlead.store.ClusterWrite;
import io.fairlead.store.DeleteOutcome;
import io.fairlead.store.Expectation;
import io.fairlead.store.Operation;
import io.fairlead.store.Page;
import io.fairlead.store.PageRequest;
import io.fairlead.store.StoredCluster;
import io.fairlead.store.WriteOutcome;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.LockMode;
import org.hibernate.reactive.mutiny.Mutiny.Session;
import org.hibernate.reactive.mutiny.Mutiny.SessionFactory;
import org.jspecify.annotations.Nullable;

/// Clusters in PostgreSQL.
public final class PostgresClusterStore implements ClusterStore {
  private static final String SELECT =
      "select c, k from ClusterEntity c left join ConnectivityEntity k on k.uid = c.uid"
          + " where c.lifecycle <> 'Removed'";
  private static final String KEYS =
      "select c.key, c.bytes from ClusterEntity c where c.lifecycle <> 'Removed'"
          + " and c.typeKey = :type and c.key > :after and c.key < :end";

  private final Sessions sessions;
  private final StoreSettings settings;
  private final InstantSource clock;
  private final Runnable afterChange;

  /// @param afterChange called after each transaction that changed what is to be published; must
  ///     return at once
  public PostgresClusterStore(
      SessionFactory sessions, StoreSettings settings, InstantSource clock, Runnable afterChange) {
    this.sessions = new Sessions(sessions);
    this.settings = settings;
    this.clock = clock;
    this.afterChange = afterChange;
  }

  @Override
  public Uni<Optional<StoredCluster>> find(ResourceId id) {
    return sessions
        .read(
            session ->
                session
                    .createSelectionQuery(SELECT + " and c.key = :key", Object[].class)
                    .setParameter("key", id.key())
                    .getResultList())
        .map(rows -> rows.stream().findFirst().map(this::toStored));
  }

  @Override
  public Uni<Page<StoredCluster>> list(ClusterScope scope, String type, PageRequest page) {
    KeyRange range = new KeyRange(prefix(scope), type);
    return Uni.createFrom()
        .item(() -> range.after(page))
        .chain(after -> sessions.read(session -> list(session, range, after, page)));
  }

  private static String prefix(ClusterScope scope) {
    return switch (scope) {
      case ClusterScope.InSubscription(String subscription) ->
          "/subscriptions/" + subscription + "/";
      case ClusterScope.InResourceGroup(String subscription, String group) ->
          "/subscriptions/" + subscription + "/resourcegroups/" + group + "/";
    };
  }

  private Uni<Page<StoredCluster>> list(
      Session session, KeyRange range, String after, PageRequest page) {
    Map<String, Object> bounds = new HashMap<>();
    bounds.put("after", after);
    bounds.put("end", range.end());
    bounds.put("type", range.filter());
    Statements.seen(page, bounds);
    String keysSeen = KEYS + Statements.seen(page, "c.key") + " order by c.key";
    return Statements.pageKeys(session, keysSeen, bounds, page.top())
        .chain(
            keys ->
                keys.keys().isEmpty()
                    ? Uni.createFrom().item(new Page<>(List.of(), Optional.empty()))
                    : session
                        .createSelectionQuery(
                            SELECT + " and c.key in :keys order by c.key", Object[].class)
                        .setParameter("keys", keys.keys())
                        .getResultList()
                        .map(rows -> range.page(keys, rows, this::toStored)));
  }

  private StoredCluster toStored(@Nullable Object[] row) {
    return toStored((ClusterEntity) Objects.requireNonNull(row[0]), (ConnectivityEntity) row[1]);
  }

  private StoredCluster toStored(ClusterEntity row, @Nullable ConnectivityEntity connectivity) {
    return row.toStored(
        ConnectivityEntity.at(
            clock.instant(), settings.offlineAfter(), connectivity, row.createdAt()));
  }

  @Override
  public Uni<WriteOutcome<StoredCluster>> put(ClusterWrite write, Expectation expectation) {
    return sessions
        .write(
            session ->
                locked(session, write.id()).chain(row -> decide(session, row, write, expectation)))
        .invoke(
            outcome -> {
              switch (outcome) {
                case WriteOutcome.Created<?> _, WriteOutcome.Updated<?> _ -> afterChange.run();
                case WriteOutcome.Unchanged<?> _,
                    WriteOutcome.Mismatch<?> _,
                    WriteOutcome.BeingDeleted<?> _,
                    WriteOutcome.ParentMissing<?> _,
                    WriteOutcome.LimitReached<?> _ -> {}
              }
            });
  }

  private static Uni<@Nullable ClusterEntity> locked(Session session, ResourceId id) {
    return Statements.lock(session, id.key())
        .chain(() -> session.find(ClusterEntity.class, id.key(), LockMode.PESSIMISTIC_WRITE));
  }

  private Uni<WriteOutcome<StoredCluster>> decide(
      Session session, @Nullable ClusterEntity row, ClusterWrite write, Expectation expectation) {
    if (row == null || !row.isThere()) {
      return Expectations.hold(expectation, null, 0)
          ? create(session, row, write)
          : Uni.createFrom().item(new WriteOutcome.Mismatch<>(Optional.empty()));
    }
    return session
        .find(ConnectivityEntity.class, row.uid())
        .chain(
            connectivity -> {
              if (!Expectations.hold(expectation, row.uid(), row.generation())) {
                return Uni.createFrom()
                    .item(new WriteOutcome.Mismatch<>(Optional.of(toStored(row, connectivity))));
              }
              if (row.equalTo(write)) {
                return Uni.createFrom()
                    .item(new WriteOutcome.Unchanged<>(toStored(row, connectivity)));
              }
              boolean otherKey = !row.certificate().equals(write.agentPublicKeyCertificate());
              return Statements.nextGeneration(session)
                  .invoke(generation -> row.change(write, generation, clock.instant()))
                  .call(
                      () ->
                          otherKey
                              ? ProtectedStatements.keyReplaced(session, row, clock.instant())
                              : Uni.createFrom().voidItem())
                  .map(generation -> toStored(row, connectivity))
                  .chain(
                      stored ->
                          record(session, stored)
                              .map(operation -> new WriteOutcome.Updated<>(stored, operation)));
            });
  }

  private Uni<WriteOutcome<StoredCluster>> create(
      Session session, @Nullable ClusterEntity removed, ClusterWrite write) {
    Instant now = clock.instant();
    ClusterEntity row = removed == null ? new ClusterEntity(write.id()) : removed;
    return Statements.nextGeneration(session)
        .invoke(generation -> row.begin(write, UUID.randomUUID(), generation, now))
        .call(() -> removed == null ? session.persist(row) : Uni.createFrom().voidItem())
        .call(() -> Statements.lockShared(session, groupKey(write)))
        .call(() -> Statements.ensureSubscription(session, write.id().subscriptionId(), now))
        .call(() -> ensureResourceGroup(session, write, now))
        .map(generation -> toStored(row, null))
        .chain(
            stored ->
                record(session, stored)
                    .map(operation -> new WriteOutcome.Created<>(stored, operation)));
  }

  private static String groupKey(ClusterWrite write) {
    return ResourceGroupEntity.key(write.id().subscriptionId(), write.id().resourceGroup());
  }

  private static Uni<Void> ensureResourceGroup(Session session, ClusterWrite write, Instant now) {
    return session
        .createNativeQuery(
            "insert into resource_groups (id_key, subscription_id, name, uid, generation,"
                + " location, tags, created_by, created_by_type, created_at, modified_by,"
                + " modified_by_type, changed_at) values (:key, :subscription, :name,"
                + " :uid, nextval('generation'), :location, cast('{}' as jsonb), :by, :byType,"
                + " :now, :by, :byType, :now) on conflict do nothing")
        .setParameter("key", groupKey(write))
        .setParameter("subscription", write.id().subscriptionId())
        .setParameter("name", write.id().resourceGroup())
        .setParameter("uid", UUID.randomUUID())
        .setParameter("location", write.location())
        .setParameter("by", write.by().name())
        .setParameter("byType", write.by().type())
        .setParameter("now", now)
        .executeUpdate()
        .replaceWithVoid();
  }

  private Uni<UUID> record(Session session, StoredCluster stored) {
    Instant now = clock.instant();
    return Statements.record(
        session,
        new Operation(
            UUID.randomUUID(),
            stored.id().toString(),
            Operation.Kind.Put,
            stored.uid(),
            stored.generation(),
            now,
            now));
  }

  @Override
  public Uni<DeleteOutcome<StoredCluster>> delete(ResourceId id, Expectation expectation) {
    return sessions
        .write(
            session -> locked(session, id).chain(row -> decideDeletion(session, row, expectation)))
        .invoke(
            outcome -> {
              if (outcome instanceof DeleteOutcome.Gone<StoredCluster>) {
                afterChange.run();
              }
            });
  }

  private Uni<DeleteOutcome<StoredCluster>> decideDeletion(
      Session session, @Nullable ClusterEntity row, Expectation expectation) {
    if (row == null || !row.isThere()) {
      return Uni.createFrom()
          .item(
              Expectations.hold(expectation, null, 0)
                  ? new DeleteOutcome.Absent<>()
                  : new DeleteOutcome.Mismatch<>(Optional.empty()));
    }
    if (!Expectations.hold(expectation, row.uid(), row.generation())) {
      return session
          .find(ConnectivityEntity.class, row.uid())
          .map(
              connectivity ->
                  new DeleteOutcome.Mismatch<>(Optional.of(toStored(row, connectivity))));
    }
    StoredCluster last = toStored(row, null);
    Instant now = clock.instant();
    return Statements.nextGeneration(session)
        .invoke(generation -> row.remove(generation, now))
        // In the order in which all writers lock.
        .call(() -> forgetConnectivity(session, row.uid()))
        .call(() -> removePolicies(session, row.key(), now))
        .call(() -> removeConfigurations(session, row.key(), now))
        .call(() -> forgetPolicyStates(session, row.key()))
        .chain(
            generation ->
                Statements.record(
                    session,
                    new Operation(
                        UUID.randomUUID(),
                        last.id().toString(),
                        Operation.Kind.Delete,
                        last.uid(),
                        generation,
                        now,
                        now)))
        .map(DeleteOutcome.Gone::new);
  }

  /// How it and its configurations stood to policies, and what of that was to be put right there.
  private static Uni<Void> forgetPolicyStates(Session session, String cluster) {
    return session
        .createNativeQuery(
            "with failures as (delete from policy_failures where cluster_key = :cluster),"
                + " tasks as (delete from remediations where scope_key = :cluster)"
                + " delete from policy_states where cluster_key = :cluster")
        .setParameter("cluster", cluster)
        .executeUpdate()
        .replaceWithVoid();
  }

  /// Assignments and exemptions at the cluster itself.
  private static Uni<Void> removePolicies(Session session, String cluster, Instant now) {
    return session
        .createNativeQuery(
            "with gone as (select id_key from policies where scope_key = :cluster"
                + " and lifecycle = 'Active' order by id_key for update),"
                + " forgotten as (delete from policy_references r using gone"
                + " where r.source_key = gone.id_key)"
                + " update policies p set lifecycle = 'Removed', changed_at = :now"
                + " from gone where p.id_key = gone.id_key")
        .setParameter("cluster", cluster)
        .setParameter("now", now)
        .executeUpdate()
        .replaceWithVoid();
  }

  private static Uni<Void> removeConfigurations(Session session, String cluster, Instant now) {
    KeyRange range = new KeyRange(cluster + "/", "configurations");
    return session
        .createNativeQuery(
            "with gone as (select id_key, uid from configurations where id_key > :from"
                + " and id_key < :end and lifecycle <> 'Removed' order by id_key for update),"
                + " finished as (update operations o set finished_at = :now from gone"
                + " where o.uid = gone.uid and o.finished_at is null),"
                + " forgotten as (delete from configuration_status s using gone"
                + " where s.uid = gone.uid)"
                + " update configurations c set lifecycle = 'Removed', changed_at = :now"
                + " from gone where c.id_key = gone.id_key")
        .setParameter("from", range.prefix())
        .setParameter("end", range.end())
        .setParameter("now", now)
        .executeUpdate()
        .replaceWithVoid();
  }

  private static Uni<Void> forgetConnectivity(Session session, UUID uid) {
    return session
        .createNativeQuery("delete from cluster_connectivity where uid = :uid")
        .setParameter("uid", uid)
        .executeUpdate()
        .replaceWithVoid();
  }
}
