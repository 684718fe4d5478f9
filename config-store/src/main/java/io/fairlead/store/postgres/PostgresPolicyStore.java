package io.fairlead.store.postgres;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.fairlead.contract.id.PolicyId;
import io.fairlead.contract.id.PolicyScope;
import io.fairlead.contract.id.PolicyType;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.store.DeleteOutcome;
import io.fairlead.store.Expectation;
import io.fairlead.store.Operation;
import io.fairlead.store.Page;
import io.fairlead.store.PageRequest;
import io.fairlead.store.PolicyQuery;
import io.fairlead.store.PolicyStore;
import io.fairlead.store.PolicyWrite;
import io.fairlead.store.StoredPolicy;
import io.fairlead.store.WriteOutcome;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.LockMode;
import org.hibernate.reactive.mutiny.Mutiny.Session;
import org.hibernate.reactive.mutiny.Mutiny.SessionFactory;
import org.jspecify.annotations.Nullable;

/// Azure Policy's resources in PostgreSQL.
///
/// A write locks, in this order: the cluster it is at, its own key, the count of its scope, and,
/// shared, what it references. So nothing that is named goes while it is being named: a deletion
/// locks what it deletes, and only then looks who names it. An exemption does not share its
/// assignment: it waits for what is just being deployed for that.
public final class PostgresPolicyStore implements PolicyStore {
  private static final String THERE = " p.lifecycle <> 'Removed'";

  private final Sessions sessions;
  private final InstantSource clock;
  private final Runnable afterChange;

  /// @param afterChange called after each transaction that changed what is to be published; must
  ///     return at once
  public PostgresPolicyStore(SessionFactory sessions, InstantSource clock, Runnable afterChange) {
    this.sessions = new Sessions(sessions);
    this.clock = clock;
    this.afterChange = afterChange;
  }

  @Override
  public Uni<Optional<StoredPolicy>> find(PolicyId id) {
    return sessions
        .read(session -> session.find(PolicyEntity.class, id.key()))
        .map(row -> Optional.ofNullable(row).filter(PolicyEntity::isThere))
        .map(row -> row.map(PolicyEntity::toStored));
  }

  @Override
  public Uni<Map<PolicyId, JsonNode>> parameters(Collection<PolicyId> definitions) {
    if (definitions.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    String[] keys = definitions.stream().map(PolicyId::key).toArray(String[]::new);
    return sessions
        .read(
            session ->
                session
                    .createNativeQuery(
                        "select p.id, cast(json_extract_path(p.body, 'properties', 'parameters')"
                            + " as text) from policies p"
                            + " where p.id_key = any(cast(:keys as text[])) and"
                            + THERE,
                        Object[].class)
                    .setParameter("keys", keys)
                    .getResultList())
        .map(PostgresPolicyStore::parameters);
  }

  private static Map<PolicyId, JsonNode> parameters(List<@Nullable Object[]> rows) {
    Map<PolicyId, JsonNode> parameters = new HashMap<>();
    for (@Nullable Object[] row : rows) {
      JsonNode declared =
          row[1] instanceof String text
              ? StoredJson.read(text, JsonNode.class)
              : MissingNode.getInstance();
      parameters.put(PolicyId.parse(requireNonNull(row[0]).toString()), declared);
    }
    return parameters;
  }

  @Override
  public Uni<Page<StoredPolicy>> list(PolicyQuery query, PageRequest page) {
    PolicySelection selection = PolicySelection.of(query);
    return Uni.createFrom()
        .item(() -> selection.range().after(page))
        .chain(after -> sessions.read(session -> list(session, selection, after, page)));
  }

  private static Uni<Page<StoredPolicy>> list(
      Session session, PolicySelection selection, String after, PageRequest page) {
    Map<String, Object> parameters = new HashMap<>(selection.parameters());
    parameters.put("after", after);
    Statements.seen(page, parameters);
    return Statements.pageKeys(
            session, selection.keys(Statements.seen(page, "p.scopeKey")), parameters, page.top())
        .chain(
            keys ->
                keys.keys().isEmpty()
                    ? Uni.createFrom().item(new Page<>(List.of(), Optional.empty()))
                    : session
                        .createSelectionQuery(
                            "from PolicyEntity p where p.key in :keys and"
                                + THERE
                                + " order by p.key",
                            PolicyEntity.class)
                        .setParameter("keys", keys.keys())
                        .getResultList()
                        .map(rows -> selection.range().page(keys, rows, PolicyEntity::toStored)));
  }

  @Override
  public Uni<WriteOutcome<StoredPolicy>> put(PolicyWrite write, Expectation expectation) {
    return sessions
        .write(
            session ->
                scopeIsThere(session, write.id().scope())
                    .chain(
                        there ->
                            there
                                ? locked(session, write.id())
                                    .chain(row -> decide(session, row, write, expectation))
                                : missing()))
        .onFailure(ReferenceMissingException.class)
        .recoverWithUni(PostgresPolicyStore::missing)
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

  private static Uni<WriteOutcome<StoredPolicy>> missing() {
    return Uni.createFrom().item(new WriteOutcome.ParentMissing<>());
  }

  /// A cluster stays while something is written at it; subscriptions and resource groups stay
  /// anyway.
  private static Uni<Boolean> scopeIsThere(Session session, PolicyScope scope) {
    Optional<ResourceId> cluster = scope.cluster();
    if (cluster.isPresent()) {
      return session
          .find(ClusterEntity.class, cluster.get().key(), LockMode.PESSIMISTIC_READ)
          .map(row -> row != null && row.isThere());
    }
    return scope
        .resourceGroup()
        .map(group -> ResourceGroupEntity.key(scope.subscriptionId(), group))
        .map(key -> session.find(ResourceGroupEntity.class, key).map(row -> row != null))
        .orElseGet(() -> Uni.createFrom().item(true));
  }

  private static Uni<@Nullable PolicyEntity> locked(Session session, PolicyId id) {
    return Statements.lock(session, id.key())
        .chain(() -> session.find(PolicyEntity.class, id.key(), LockMode.PESSIMISTIC_WRITE));
  }

  private Uni<WriteOutcome<StoredPolicy>> decide(
      Session session, @Nullable PolicyEntity row, PolicyWrite write, Expectation expectation) {
    if (row == null || !row.isThere()) {
      return Expectations.hold(expectation, null, 0)
          ? create(session, row, write)
          : Uni.createFrom().item(new WriteOutcome.Mismatch<>(Optional.empty()));
    }
    if (!Expectations.hold(expectation, row.uid(), row.generation())) {
      return Uni.createFrom().item(new WriteOutcome.Mismatch<>(Optional.of(row.toStored())));
    }
    if (row.equalTo(write)) {
      return Uni.createFrom().item(new WriteOutcome.Unchanged<>(row.toStored()));
    }
    return refer(session, write)
        .chain(() -> Statements.nextGeneration(session))
        .invoke(generation -> row.change(write, generation, clock.instant()))
        .map(_ -> row.toStored())
        .chain(
            stored ->
                record(session, stored, stored.generation(), Operation.Kind.Put)
                    .map(operation -> new WriteOutcome.Updated<>(stored, operation)));
  }

  private Uni<WriteOutcome<StoredPolicy>> create(
      Session session, @Nullable PolicyEntity removed, PolicyWrite write) {
    PolicyId id = write.id();
    Instant now = clock.instant();
    PolicyEntity row = removed == null ? new PolicyEntity(id) : removed;
    return Statements.lock(session, id.scope().key() + "/" + id.type().key())
        .chain(() -> count(session, id))
        .chain(
            count ->
                count >= write.limit()
                    ? Uni.createFrom().item(new WriteOutcome.LimitReached<>(write.limit()))
                    : refer(session, write)
                        .chain(() -> Statements.nextGeneration(session))
                        .invoke(generation -> row.begin(write, UUID.randomUUID(), generation, now))
                        .call(
                            () ->
                                removed == null
                                    ? session.persist(row)
                                    : Uni.createFrom().voidItem())
                        .call(
                            () ->
                                Statements.ensureSubscription(
                                    session, id.scope().subscriptionId(), now))
                        .map(_ -> row.toStored())
                        .chain(
                            stored ->
                                record(session, stored, stored.generation(), Operation.Kind.Put)
                                    .map(op -> new WriteOutcome.Created<>(stored, op))));
  }

  private static Uni<Long> count(Session session, PolicyId id) {
    return session
        .createSelectionQuery(
            "select count(*) from PolicyEntity p where p.scopeKey = :scope and p.typeKey = :type"
                + " and p.lifecycle = 'Active'",
            Long.class)
        .setParameter("scope", id.scope().key())
        .setParameter("type", id.type().key())
        .getSingleResult();
  }

  /// Notes what a policy names, and keeps all of it until the transaction ends.
  private static Uni<Void> refer(Session session, PolicyWrite write) {
    String[] targets =
        write.references().stream().map(PolicyId::key).sorted().toArray(String[]::new);
    return forgetReferences(session, write.id().key())
        .chain(
            () ->
                targets.length == 0
                    ? Uni.createFrom().item(0)
                    : session
                        .createNativeQuery(
                            "insert into policy_references (source_key, target_key)"
                                + " select :source, p.id_key from policies p"
                                + " where p.id_key = any(cast(:targets as text[]))"
                                + " and p.lifecycle <> 'Removed' order by p.id_key for "
                                + lock(write.id().type()))
                        .setParameter("source", write.id().key())
                        .setParameter("targets", targets)
                        .executeUpdate())
        .invoke(
            found -> {
              if (found < targets.length) {
                throw new ReferenceMissingException();
              }
            })
        .replaceWithVoid();
  }

  /// How what is named is locked. Deployments share their assignments until they are written.
  private static String lock(PolicyType naming) {
    return naming == PolicyType.EXEMPTION ? "no key update" : "share";
  }

  /// Undoes the transaction.
  private static final class ReferenceMissingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ReferenceMissingException() {
      super("something that is referenced is not there", null, false, false);
    }
  }

  private static Uni<Void> forgetReferences(Session session, String source) {
    return session
        .createNativeQuery("delete from policy_references where source_key = :source")
        .setParameter("source", source)
        .executeUpdate()
        .replaceWithVoid();
  }

  private Uni<UUID> record(
      Session session, StoredPolicy stored, long generation, Operation.Kind kind) {
    Instant now = clock.instant();
    return Statements.record(
        session,
        new Operation(
            UUID.randomUUID(), stored.id().toString(), kind, stored.uid(), generation, now, now));
  }

  @Override
  public Uni<DeleteOutcome<StoredPolicy>> delete(PolicyId id, Expectation expectation) {
    return sessions
        .write(
            session ->
                locked(session, id).chain(row -> decideDeletion(session, id, row, expectation)))
        .invoke(
            outcome -> {
              if (outcome instanceof DeleteOutcome.Gone<StoredPolicy>) {
                afterChange.run();
              }
            });
  }

  private Uni<DeleteOutcome<StoredPolicy>> decideDeletion(
      Session session, PolicyId id, @Nullable PolicyEntity row, Expectation expectation) {
    if (row == null || !row.isThere()) {
      return Uni.createFrom()
          .item(
              Expectations.hold(expectation, null, 0)
                  ? new DeleteOutcome.Absent<>()
                  : new DeleteOutcome.Mismatch<>(Optional.empty()));
    }
    if (!Expectations.hold(expectation, row.uid(), row.generation())) {
      return Uni.createFrom().item(new DeleteOutcome.Mismatch<>(Optional.of(row.toStored())));
    }
    return holder(session, id)
        .chain(
            holder ->
                holder.isPresent()
                    ? Uni.createFrom().item(new DeleteOutcome.InUse<>(holder.get()))
                    : remove(session, row));
  }

  /// What names a definition or an initiative. An exemption does not hold its assignment.
  private static Uni<Optional<String>> holder(Session session, PolicyId id) {
    if (id.type() != PolicyType.DEFINITION && id.type() != PolicyType.SET_DEFINITION) {
      return Uni.createFrom().item(Optional.empty());
    }
    return session
        .createSelectionQuery(
            "select p.id from PolicyReferenceEntity r join PolicyEntity p"
                + " on p.key = r.reference.source where r.reference.target = :key and"
                + THERE
                + " order by p.key",
            String.class)
        .setParameter("key", id.key())
        .setMaxResults(1)
        .getResultList()
        .map(sources -> sources.stream().findFirst());
  }

  private Uni<DeleteOutcome<StoredPolicy>> remove(Session session, PolicyEntity row) {
    StoredPolicy last = row.toStored();
    return Statements.nextGeneration(session)
        .invoke(generation -> row.remove(generation, clock.instant()))
        .call(() -> forgetReferences(session, last.id().key()))
        .chain(generation -> record(session, last, generation, Operation.Kind.Delete))
        .map(DeleteOutcome.Gone::new);
  }
}
