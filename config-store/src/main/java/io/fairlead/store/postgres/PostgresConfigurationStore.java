package io.fairlead.store.postgres;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.protocol.ProtocolLimits;
import io.fairlead.encryption.PropertiesSeal;
import io.fairlead.store.ConfigurationStore;
import io.fairlead.store.ConfigurationWrite;
import io.fairlead.store.DeleteOutcome;
import io.fairlead.store.Expectation;
import io.fairlead.store.ListedConfiguration;
import io.fairlead.store.Operation;
import io.fairlead.store.Page;
import io.fairlead.store.PageRequest;
import io.fairlead.store.StoredConfiguration;
import io.fairlead.store.WriteOutcome;
import io.fairlead.store.audit.AuditDraft;
import io.fairlead.store.audit.Change;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny.Session;
import org.hibernate.reactive.mutiny.Mutiny.SessionFactory;
import org.jspecify.annotations.Nullable;

/// Configurations in PostgreSQL.
///
/// Each change first locks the row of the cluster: so the cluster stays while its configuration is
/// written, generations of a key grow in the order of commits, and the number of configurations is
/// counted by one at a time. What comes together is read and written together where it can be
/// ([GatheredConfigurations]); what follows here does it alone.
public final class PostgresConfigurationStore implements ConfigurationStore {
  private static final String FROM =
      "from ConfigurationEntity c join ClusterEntity l on l.key = c.clusterKey"
          + " left join ConnectivityEntity k on k.uid = l.uid"
          + " left join ProgressEntity p on p.uid = c.uid where c.lifecycle <> 'Removed'";
  private static final String SELECT =
      "select c, l, k, p, " + ProtectedStatements.FAULTS + " " + FROM;
  private static final String KEYS =
      "select c.key, c.bytes + coalesce(p.bytes, 0) "
          + FROM
          + " and c.key > :after and c.key < :end";

  /// How often a write is sealed anew because its cluster's key or its incarnation changed.
  private static final long SEALED_AGAIN = 5;

  private final Sessions sessions;
  private final WriteSealer sealer;
  private final ConfigurationView view;
  private final GatheredConfigurations gathered;
  private final Runnable afterChange;
  private final Recording recording;

  /// @param pool of the same database: for what is read and written together
  /// @param seal seals and opens properties
  /// @param gatherings counts that
  /// @param afterChange called after each transaction that changed what is to be published; must
  ///     return at once
  public PostgresConfigurationStore(
      SessionFactory sessions,
      Pool pool,
      StoreSettings settings,
      InstantSource clock,
      PropertiesSeal seal,
      Gatherings gatherings,
      Runnable afterChange) {
    this(
        new Sessions(sessions),
        new ConfigurationView(settings, clock, seal),
        new GatheredConfigurations(
            pool, new ConfigurationView(settings, clock, seal), gatherings, afterChange),
        afterChange,
        Recording.NONE);
  }

  private PostgresConfigurationStore(
      Sessions sessions,
      ConfigurationView view,
      GatheredConfigurations gathered,
      Runnable afterChange,
      Recording recording) {
    this.sessions = sessions;
    this.sealer = new WriteSealer(sessions);
    this.view = view;
    this.gathered = gathered;
    this.afterChange = afterChange;
    this.recording = recording;
  }

  @Override
  public ConfigurationStore audited(AuditDraft draft) {
    return new PostgresConfigurationStore(
        sessions, view, gathered, afterChange, Recording.of(draft));
  }

  @Override
  public Uni<Optional<StoredConfiguration>> find(ResourceId id) {
    return gathered
        .find(id)
        .chain(found -> found.map(one -> Uni.createFrom().item(one)).orElseGet(() -> findAlone(id)))
        .map(
            found ->
                found
                    .filter(there -> Objects.requireNonNull(there.row()).isVisible())
                    .map(view::of));
  }

  private Uni<Optional<FoundConfiguration>> findAlone(ResourceId id) {
    return sessions
        .read(
            session ->
                session
                    .createSelectionQuery(SELECT + " and c.key = :key", Object[].class)
                    .setParameter("key", id.key())
                    .getResultList())
        .map(rows -> rows.stream().findFirst().map(PostgresConfigurationStore::found));
  }

  @Override
  public Uni<Page<ListedConfiguration>> list(ResourceId cluster, String type, PageRequest page) {
    KeyRange range = new KeyRange(cluster.key() + "/providers/" + type + "/", "configurations");
    return Uni.createFrom()
        .item(() -> range.after(page))
        .chain(after -> sessions.read(session -> list(session, range, after, page)));
  }

  private Uni<Page<ListedConfiguration>> list(
      Session session, KeyRange range, String after, PageRequest page) {
    String visible = ConfigurationEntity.isV1(range.prefix()) ? " and c.lifecycle = 'Active'" : "";
    Map<String, Object> bounds = new HashMap<>(Map.of("after", after, "end", range.end()));
    Statements.seen(page, bounds);
    String keysSeen = KEYS + visible + Statements.seen(page, "c.key") + " order by c.key";
    return Statements.pageKeys(session, keysSeen, bounds, page.top())
        .chain(
            keys ->
                keys.keys().isEmpty()
                    ? Uni.createFrom().item(new Page<>(List.of(), Optional.empty()))
                    : session
                        .createSelectionQuery(
                            SELECT + visible + " and c.key in :keys order by c.key", Object[].class)
                        .setParameter("keys", keys.keys())
                        .getResultList()
                        .map(rows -> range.page(keys, rows, this::toListed)));
  }

  private ListedConfiguration toListed(@Nullable Object[] row) {
    FoundConfiguration found = found(row);
    int properties = Objects.requireNonNull(found.row()).bytes();
    return new ListedConfiguration(
        (long) properties + ProgressEntity.bytes(found.progress()), () -> view.of(found));
  }

  /// What [#SELECT] found.
  private static FoundConfiguration found(@Nullable Object[] row) {
    return new FoundConfiguration(
        FoundCluster.of((ClusterEntity) Objects.requireNonNull(row[1])),
        (ConnectivityEntity) row[2],
        (ConfigurationEntity) Objects.requireNonNull(row[0]),
        (ProgressEntity) row[3],
        ProtectedStatements.fault(row[4], row[5]));
  }

  @Override
  public Uni<WriteOutcome<StoredConfiguration>> put(
      ConfigurationWrite write, Expectation expectation) {
    return gathered
        .put(write, expectation, recording)
        .chain(
            outcome ->
                outcome
                    .map(one -> Uni.createFrom().item(one))
                    .orElseGet(() -> putAlone(write, expectation)));
  }

  /// In a transaction of its own.
  private Uni<WriteOutcome<StoredConfiguration>> putAlone(
      ConfigurationWrite write, Expectation expectation) {
    return Uni.createFrom()
        .deferred(
            () ->
                sealer
                    .sealed(write)
                    .chain(
                        ready ->
                            recording.write(
                                sessions,
                                session ->
                                    FoundConfiguration.lock(session, write.id())
                                        .chain(found -> decide(session, found, ready, expectation)),
                                done -> Change.of(done, StoredConfiguration::generation))))
        .onFailure(StaleSealException.class)
        .retry()
        .atMost(SEALED_AGAIN)
        .invoke(
            outcome -> {
              if (outcome instanceof WriteOutcome.Created<?>
                  || outcome instanceof WriteOutcome.Updated<?>) {
                afterChange.run();
              }
            });
  }

  private Uni<WriteOutcome<StoredConfiguration>> decide(
      Session session, FoundConfiguration found, SealedWrite write, Expectation expectation) {
    return switch (PutDecision.of(found, expectation, view)) {
      case PutDecision.Refuse(var outcome) -> Uni.createFrom().item(outcome);
      case PutDecision.Begin(var cluster) -> create(session, cluster, found, write);
      case PutDecision.Change change -> replace(session, change, found, write);
    };
  }

  private Uni<WriteOutcome<StoredConfiguration>> replace(
      Session session, PutDecision.Change change, FoundConfiguration found, SealedWrite write) {
    if (write.isStale(change.cluster(), change.row().uid())) {
      return Uni.createFrom().failure(new StaleSealException());
    }
    return ProtectedStatements.count(session, change.row().uid(), write.removed())
        .chain(
            removed ->
                removed == 0 && write.sealed().isEmpty() && change.isSame(write.write())
                    ? Uni.createFrom().item(new WriteOutcome.Unchanged<>(change.current()))
                    : change(session, change, found, write));
  }

  private Uni<WriteOutcome<StoredConfiguration>> change(
      Session session, PutDecision.Change change, FoundConfiguration found, SealedWrite sealed) {
    ConfigurationEntity row = change.row();
    ConfigurationWrite write = sealed.write();
    Instant now = view.clock().instant();
    long before = row.generation();
    Uni<Void> replaced =
        ConfigurationEntity.waits(change.current().properties())
            ? Statements.finishOperations(session, List.of(row.uid()), now)
            : Uni.createFrom().voidItem();
    return replaced
        .chain(() -> Statements.nextGeneration(session))
        .invoke(generation -> row.change(write, generation, now, properties(write)))
        .call(generation -> ProtectedStatements.write(session, sealed, row.uid(), generation, now))
        .chain(() -> record(session, row, Operation.Kind.Put, now, done(write, now)))
        .chain(
            operation ->
                ProtectedStatements.fault(session, row.uid())
                    .map(
                        fault ->
                            new WriteOutcome.Updated<>(
                                view.of(found.with(fault.orElse(null))), operation, before)));
  }

  private Uni<WriteOutcome<StoredConfiguration>> create(
      Session session, FoundCluster cluster, FoundConfiguration found, SealedWrite write) {
    if (write.isStale(cluster, write.uid())) {
      return Uni.createFrom().failure(new StaleSealException());
    }
    return count(session, cluster)
        .chain(
            count ->
                count >= ProtocolLimits.MAX_CONFIGURATIONS
                    ? Uni.createFrom()
                        .item(new WriteOutcome.LimitReached<>(ProtocolLimits.MAX_CONFIGURATIONS))
                    : begin(session, found, write));
  }

  private Uni<WriteOutcome<StoredConfiguration>> begin(
      Session session, FoundConfiguration found, SealedWrite sealed) {
    ConfigurationWrite write = sealed.write();
    Instant now = view.clock().instant();
    ConfigurationEntity old = found.row();
    ConfigurationEntity row = old == null ? new ConfigurationEntity(write.id()) : old;
    Uni<Void> forget = old == null ? Uni.createFrom().voidItem() : forget(session, old.uid(), now);
    return forget
        .chain(() -> Statements.nextGeneration(session))
        .invoke(generation -> row.begin(write, sealed.uid(), generation, now, properties(write)))
        .call(() -> old == null ? session.persist(row) : Uni.createFrom().voidItem())
        .call(generation -> ProtectedStatements.write(session, sealed, row.uid(), generation, now))
        .chain(() -> record(session, row, Operation.Kind.Put, now, done(write, now)))
        .map(operation -> new WriteOutcome.Created<>(view.of(found.anew(row)), operation));
  }

  private byte[] properties(ConfigurationWrite write) {
    return view.seal().seal(write.id(), write.properties());
  }

  private static Uni<Long> count(Session session, FoundCluster cluster) {
    KeyRange range = new KeyRange(cluster.key() + "/", "configurations");
    return session
        .createSelectionQuery(
            "select count(*) from ConfigurationEntity c where c.key > :from and c.key < :end"
                + " and c.lifecycle <> 'Removed'",
            Long.class)
        .setParameter("from", range.prefix())
        .setParameter("end", range.end())
        .getSingleResult();
  }

  @Override
  public Uni<DeleteOutcome<StoredConfiguration>> delete(
      ResourceId id, Expectation expectation, boolean force) {
    return recording
        .write(
            sessions,
            session ->
                FoundConfiguration.lock(session, id)
                    .chain(found -> decideDeletion(session, found, expectation, force)),
            done -> Change.of(done, StoredConfiguration::generation))
        .invoke(
            outcome -> {
              if (outcome instanceof DeleteOutcome.Accepted<?>
                  || outcome instanceof DeleteOutcome.Gone<?>) {
                afterChange.run();
              }
            });
  }

  private Uni<DeleteOutcome<StoredConfiguration>> decideDeletion(
      Session session, FoundConfiguration found, Expectation expectation, boolean force) {
    ConfigurationEntity row = found.row();
    if (found.cluster() == null || row == null || !row.isVisible()) {
      return Uni.createFrom()
          .item(
              Expectations.hold(expectation, null, 0)
                  ? new DeleteOutcome.Absent<>()
                  : new DeleteOutcome.Mismatch<>(Optional.empty()));
    }
    StoredConfiguration current = view.of(found);
    if (!Expectations.hold(expectation, row.uid(), row.generation())) {
      return Uni.createFrom().item(new DeleteOutcome.Mismatch<>(Optional.of(current)));
    }
    Instant now = view.clock().instant();
    UUID running = row.deleteOperation();
    if (force || !isConfirmationAwaited(found.connectivity(), now)) {
      row.remove(now);
      UUID operation = running == null ? UUID.randomUUID() : running;
      Uni<Void> recorded =
          running == null
              ? Statements.record(
                      session, row.operation(operation, Operation.Kind.Delete, now, now))
                  .replaceWithVoid()
              : Uni.createFrom().voidItem();
      return recorded
          .chain(() -> forget(session, row.uid(), now))
          .map(done -> new DeleteOutcome.Gone<>(operation, current.generation()));
    }
    if (running != null && row.isDeleting()) {
      return Uni.createFrom()
          .item(new DeleteOutcome.Accepted<>(current, running, current.generation()));
    }
    UUID operation = UUID.randomUUID();
    return Statements.nextGeneration(session)
        .invoke(generation -> row.beginDeletion(operation, generation, now))
        .chain(
            () ->
                Statements.record(
                    session, row.operation(operation, Operation.Kind.Delete, now, null)))
        .map(
            recorded ->
                new DeleteOutcome.Accepted<>(
                    view.of(found.with(null)), operation, current.generation()));
  }

  /// Not of a cluster that never had a session, nor of one silent for too long: it learns of the
  /// removal from the difference of inventories when it comes.
  private boolean isConfirmationAwaited(@Nullable ConnectivityEntity connectivity, Instant now) {
    return connectivity != null
        && !connectivity.isSilentFor(
            view.settings().offlineAfter().plus(view.settings().confirmationAwaited()), now);
  }

  /// What was said of an incarnation goes with it, and nobody waits for it any longer.
  private static Uni<Void> forget(Session session, UUID uid, Instant now) {
    return Statements.finishOperations(session, List.of(uid), now)
        .chain(
            () ->
                session
                    .createNativeQuery("delete from configuration_status where uid = :uid")
                    .setParameter("uid", uid)
                    .executeUpdate())
        .replaceWithVoid();
  }

  /// A write is done when it is durable, unless its user waits for the cluster.
  private static @Nullable Instant done(ConfigurationWrite write, Instant now) {
    return ConfigurationEntity.waits(write.properties()) ? null : now;
  }

  private static Uni<UUID> record(
      Session session,
      ConfigurationEntity row,
      Operation.Kind kind,
      Instant now,
      @Nullable Instant done) {
    return Statements.record(session, row.operation(UUID.randomUUID(), kind, now, done));
  }
}
