package io.fairlead.store.postgres;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.protocol.ProtocolLimits;
import io.fairlead.encryption.PropertiesSeal;
import io.fairlead.store.ConfigurationStore;
import io.fairlead.store.ConfigurationWrite;
import io.fairlead.store.Connectivity;
import io.fairlead.store.DeleteOutcome;
import io.fairlead.store.Expectation;
import io.fairlead.store.ListedConfiguration;
import io.fairlead.store.Operation;
import io.fairlead.store.Page;
import io.fairlead.store.PageRequest;
import io.fairlead.store.ProtectedFault;
import io.fairlead.store.StoredConfiguration;
import io.fairlead.store.WriteOutcome;
import io.fairlead.store.audit.AuditDraft;
import io.fairlead.store.audit.Change;
import io.smallrye.mutiny.Uni;
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
/// counted by one at a time.
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
  private final StoreSettings settings;
  private final InstantSource clock;
  private final PropertiesSeal seal;
  private final Runnable afterChange;
  private final Recording recording;

  /// @param seal seals and opens properties
  /// @param afterChange called after each transaction that changed what is to be published; must
  ///     return at once
  public PostgresConfigurationStore(
      SessionFactory sessions,
      StoreSettings settings,
      InstantSource clock,
      PropertiesSeal seal,
      Runnable afterChange) {
    this(new Sessions(sessions), settings, clock, seal, afterChange, Recording.NONE);
  }

  private PostgresConfigurationStore(
      Sessions sessions,
      StoreSettings settings,
      InstantSource clock,
      PropertiesSeal seal,
      Runnable afterChange,
      Recording recording) {
    this.sessions = sessions;
    this.sealer = new WriteSealer(sessions);
    this.settings = settings;
    this.clock = clock;
    this.seal = seal;
    this.afterChange = afterChange;
    this.recording = recording;
  }

  @Override
  public ConfigurationStore audited(AuditDraft draft) {
    return new PostgresConfigurationStore(
        sessions, settings, clock, seal, afterChange, Recording.of(draft));
  }

  @Override
  public Uni<Optional<StoredConfiguration>> find(ResourceId id) {
    return sessions
        .read(
            session ->
                session
                    .createSelectionQuery(SELECT + " and c.key = :key", Object[].class)
                    .setParameter("key", id.key())
                    .getResultList())
        .map(rows -> rows.stream().findFirst().filter(r -> row(r).isVisible()).map(this::toStored));
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

  private static ConfigurationEntity row(@Nullable Object[] row) {
    return (ConfigurationEntity) Objects.requireNonNull(row[0]);
  }

  private ListedConfiguration toListed(@Nullable Object[] row) {
    long properties = row(row).bytes();
    return new ListedConfiguration(
        properties + ProgressEntity.bytes((ProgressEntity) row[3]), () -> toStored(row));
  }

  private StoredConfiguration toStored(@Nullable Object[] row) {
    return toStored(
        row(row),
        (ProgressEntity) row[3],
        (ClusterEntity) Objects.requireNonNull(row[1]),
        (ConnectivityEntity) row[2],
        ProtectedStatements.fault(row[4], row[5]));
  }

  private StoredConfiguration toStored(
      ConfigurationEntity row,
      @Nullable ProgressEntity progress,
      ClusterEntity cluster,
      @Nullable ConnectivityEntity connectivity,
      @Nullable ProtectedFault fault) {
    Connectivity now =
        ConnectivityEntity.at(
            clock.instant(), settings.offlineAfter(), connectivity, cluster.createdAt());
    return row.toStored(ProgressEntity.of(progress), now, fault, seal);
  }

  private StoredConfiguration toStored(
      ConfigurationEntity row, ClusterEntity cluster, FoundConfiguration found) {
    return toStored(row, found.progress(), cluster, found.connectivity(), found.fault());
  }

  /// As it is once its settings are written.
  private Uni<StoredConfiguration> written(
      Session session, ConfigurationEntity row, ClusterEntity cluster, FoundConfiguration found) {
    return ProtectedStatements.fault(session, row.uid())
        .map(
            fault ->
                toStored(row, found.progress(), cluster, found.connectivity(), fault.orElse(null)));
  }

  @Override
  public Uni<WriteOutcome<StoredConfiguration>> put(
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
    ClusterEntity cluster = found.cluster();
    if (cluster == null) {
      return Uni.createFrom().item(new WriteOutcome.ParentMissing<>());
    }
    ConfigurationEntity row = found.row();
    if (row == null || !row.isVisible()) {
      return Expectations.hold(expectation, null, 0)
          ? create(session, cluster, found, write)
          : Uni.createFrom().item(new WriteOutcome.Mismatch<>(Optional.empty()));
    }
    StoredConfiguration current = toStored(row, cluster, found);
    if (!Expectations.hold(expectation, row.uid(), row.generation())) {
      return Uni.createFrom().item(new WriteOutcome.Mismatch<>(Optional.of(current)));
    }
    if (row.isDeleting()) {
      return Uni.createFrom().item(new WriteOutcome.BeingDeleted<>(current));
    }
    if (write.isStale(cluster, row.uid())) {
      return Uni.createFrom().failure(new StaleSealException());
    }
    return ProtectedStatements.count(session, row.uid(), write.removed())
        .chain(
            removed ->
                removed == 0
                        && write.sealed().isEmpty()
                        && StoredJson.same(current.properties(), write.write().properties())
                    ? Uni.createFrom().item(new WriteOutcome.Unchanged<>(current))
                    : change(session, cluster, current, found, write));
  }

  private Uni<WriteOutcome<StoredConfiguration>> change(
      Session session,
      ClusterEntity cluster,
      StoredConfiguration current,
      FoundConfiguration found,
      SealedWrite sealed) {
    ConfigurationEntity row = Objects.requireNonNull(found.row());
    ConfigurationWrite write = sealed.write();
    Instant now = clock.instant();
    long before = row.generation();
    Uni<Void> replaced =
        ConfigurationEntity.waits(current.properties())
            ? Statements.finishOperations(session, List.of(row.uid()), now)
            : Uni.createFrom().voidItem();
    return replaced
        .chain(() -> Statements.nextGeneration(session))
        .invoke(generation -> row.change(write, generation, now, seal))
        .call(generation -> ProtectedStatements.write(session, sealed, row.uid(), generation, now))
        .chain(() -> record(session, row, Operation.Kind.Put, now, done(write, now)))
        .chain(
            operation ->
                written(session, row, cluster, found)
                    .map(stored -> new WriteOutcome.Updated<>(stored, operation, before)));
  }

  private Uni<WriteOutcome<StoredConfiguration>> create(
      Session session, ClusterEntity cluster, FoundConfiguration found, SealedWrite write) {
    if (write.isStale(cluster, write.uid())) {
      return Uni.createFrom().failure(new StaleSealException());
    }
    return count(session, cluster)
        .chain(
            count ->
                count >= ProtocolLimits.MAX_CONFIGURATIONS
                    ? Uni.createFrom()
                        .item(new WriteOutcome.LimitReached<>(ProtocolLimits.MAX_CONFIGURATIONS))
                    : begin(session, cluster, found, write));
  }

  private Uni<WriteOutcome<StoredConfiguration>> begin(
      Session session, ClusterEntity cluster, FoundConfiguration found, SealedWrite sealed) {
    ConfigurationWrite write = sealed.write();
    Instant now = clock.instant();
    ConfigurationEntity old = found.row();
    ConfigurationEntity row = old == null ? new ConfigurationEntity(write.id()) : old;
    Uni<Void> forget = old == null ? Uni.createFrom().voidItem() : forget(session, old.uid(), now);
    return forget
        .chain(() -> Statements.nextGeneration(session))
        .invoke(generation -> row.begin(write, sealed.uid(), generation, now, seal))
        .call(() -> old == null ? session.persist(row) : Uni.createFrom().voidItem())
        .call(generation -> ProtectedStatements.write(session, sealed, row.uid(), generation, now))
        .chain(() -> record(session, row, Operation.Kind.Put, now, done(write, now)))
        .map(
            operation ->
                new WriteOutcome.Created<>(
                    toStored(row, null, cluster, found.connectivity(), null), operation));
  }

  private static Uni<Long> count(Session session, ClusterEntity cluster) {
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
    ClusterEntity cluster = found.cluster();
    if (cluster == null || row == null || !row.isVisible()) {
      return Uni.createFrom()
          .item(
              Expectations.hold(expectation, null, 0)
                  ? new DeleteOutcome.Absent<>()
                  : new DeleteOutcome.Mismatch<>(Optional.empty()));
    }
    StoredConfiguration current = toStored(row, cluster, found);
    if (!Expectations.hold(expectation, row.uid(), row.generation())) {
      return Uni.createFrom().item(new DeleteOutcome.Mismatch<>(Optional.of(current)));
    }
    Instant now = clock.instant();
    UUID running = row.deleteOperation();
    if (force || !isConfirmationAwaited(found.connectivity(), now)) {
      row.remove(now);
      UUID operation = running == null ? UUID.randomUUID() : running;
      Uni<Void> recorded =
          running == null
              ? Statements.record(
                      session, operation(operation, row, Operation.Kind.Delete, now, now))
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
                    session, operation(operation, row, Operation.Kind.Delete, now, null)))
        .map(
            recorded ->
                new DeleteOutcome.Accepted<>(
                    toStored(row, found.progress(), cluster, found.connectivity(), null),
                    operation,
                    current.generation()));
  }

  /// Not of a cluster that never had a session, nor of one silent for too long: it learns of the
  /// removal from the difference of inventories when it comes.
  private boolean isConfirmationAwaited(@Nullable ConnectivityEntity connectivity, Instant now) {
    return connectivity != null
        && !connectivity.isSilentFor(
            settings.offlineAfter().plus(settings.confirmationAwaited()), now);
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
    return Statements.record(session, operation(UUID.randomUUID(), row, kind, now, done));
  }

  private static Operation operation(
      UUID id,
      ConfigurationEntity row,
      Operation.Kind kind,
      Instant now,
      @Nullable Instant finished) {
    return new Operation(id, row.id(), kind, row.uid(), row.generation(), now, finished);
  }
}
