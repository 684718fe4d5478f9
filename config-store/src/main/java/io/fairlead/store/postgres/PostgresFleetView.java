package io.fairlead.store.postgres;

import io.fairlead.contract.event.ClusterState;
import io.fairlead.contract.event.ConfigurationState;
import io.fairlead.contract.event.Lifecycle;
import io.fairlead.contract.id.PolicyId;
import io.fairlead.contract.id.PolicyScope;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.policy.ManagedBy;
import io.fairlead.encryption.PropertiesSeal;
import io.fairlead.store.Connectivity;
import io.fairlead.store.FleetView;
import io.fairlead.store.PolicyStateQuery.Of;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// Clusters with their configurations in PostgreSQL: two statements for a page, however many there
/// are.
public final class PostgresFleetView implements FleetView {
  private static final long MOST_BYTES = 8L * 1024 * 1024;

  // The keys of what extends a cluster are between its own key followed by '/' and by '0', the
  // character after that.
  private static final String COLUMNS =
      """
      select c.id_key, c.id, c.uid, c.generation, c.location, cast(c.tags as text) as tags,
        c.certificate, c.changed_at, k.last_heartbeat_at,
        (select coalesce(sum(f.bytes), 0) from configurations f
          where f.id_key > c.id_key || '/' and f.id_key < c.id_key || '0'
            and f.lifecycle <> 'Removed') as bytes
      from clusters c left join cluster_connectivity k on k.uid = c.uid
      where c.lifecycle = 'Active'
      """;

  private static final String CLUSTERS =
      COLUMNS
          + """
       and c.id_key > $1 and c.id_key < $2
        and (cast($3 as text) is null or c.id_key = $3)
      order by c.id_key limit $4
      """;

  private static final String NAMED = COLUMNS + " and c.id_key = any($1) order by c.id_key";

  // Of each cluster by itself ("offset 0" keeps the planner from thinking otherwise): a range of
  // keys is found in the index only then.
  private static final String CONFIGURATIONS =
      """
      select f.* from unnest(cast($1 as text[])) as c(id_key)
      cross join lateral (
        select f.cluster_key, f.id, f.uid, f.generation, f.lifecycle,
          f.properties, f.changed_at,
          cast(f.managed_by as text) as managed_by
        from configurations f
        where f.id_key > (c.id_key || '/') collate "C" and f.id_key < (c.id_key || '0') collate "C"
          and f.lifecycle <> 'Removed'
        order by f.id_key offset 0) f
      """;

  private static final String OF_OFFLINE =
      """
       from cluster_connectivity k join clusters c on c.uid = k.uid
      where c.lifecycle = 'Active' and k.last_heartbeat_at <= $1
        and c.id_key > $2 and c.id_key < $3
        and (cast($4 as text) is null or c.id_key = $4)
      """;

  private static final String OFFLINE = "select count(*)" + OF_OFFLINE;

  // The key of the counts that are kept tells which clusters a policy has states of: a part of that
  // index, read in order. Hashed is what is offline, since a hash of all their long keys takes
  // longer.
  private static final String OFFLINE_OF_POLICY =
      "select count(*) from (select distinct cluster_key from policy_resources where level = $5) r"
          + " where r.cluster_key in (select c.id_key"
          + OF_OFFLINE
          + ")";

  // An assignment of a definition has no counts of its own of which clusters it has states of.
  // There the clusters' incarnations are compared, which take less time to hash than keys.
  private static final String OFFLINE_OF_ASSIGNMENT =
      "select case when exists (select 1 from policy_resources where level = $5) then ("
          + OFFLINE_OF_POLICY
          + """
      ) else (
        select count(*) from cluster_connectivity k where k.last_heartbeat_at <= $1
          and k.uid in (select s.cluster_uid from policy_states s where s.assignment_key = $5)
      ) end
      """;

  private final BoundedReads reads;
  private final StoreSettings settings;
  private final InstantSource clock;
  private final PropertiesSeal seal;

  /// @param seal opens properties
  public PostgresFleetView(
      Pool pool, StoreSettings settings, InstantSource clock, PropertiesSeal seal) {
    this.reads = new BoundedReads(pool, settings.longestRead());
    this.settings = settings;
    this.clock = clock;
    this.seal = seal;
  }

  @Override
  public Uni<FleetPage> page(PolicyScope scope, Optional<String> after, int top) {
    KeyRange range = range(scope);
    Tuple bounds = Tuple.tuple();
    bounds.addString(after.orElse(range.prefix())).addString(range.end());
    bounds.addString(exact(scope)).addInteger(top + 1);
    return reads
        .read(CLUSTERS, bounds)
        .flatMap(
            rows -> {
              List<Row> wanted = wanted(rows, top);
              return read(wanted, wanted.size() < rows.size());
            });
  }

  @Override
  public Uni<FleetPage> of(Collection<ResourceId> clusters) {
    String[] keys = clusters.stream().map(ResourceId::key).distinct().toArray(String[]::new);
    return reads
        .read(NAMED, Tuple.tuple().addArrayOfString(keys))
        .flatMap(rows -> read(StreamSupport.stream(rows.spliterator(), false).toList(), false));
  }

  private Uni<FleetPage> read(List<Row> wanted, boolean more) {
    String[] keys = wanted.stream().map(row -> row.getString("id_key")).toArray(String[]::new);
    return reads
        .read(CONFIGURATIONS, Tuple.tuple().addArrayOfString(keys))
        .map(found -> new Read(wanted, found, more));
  }

  /// The keys of the clusters in a scope; of a cluster's scope also those of its neighbours.
  private static KeyRange range(PolicyScope scope) {
    PolicyScope around = scope.cluster().isPresent() ? scope.subscription() : scope;
    return KeyRange.within(around);
  }

  private static @Nullable String exact(PolicyScope scope) {
    return scope.cluster().map(ResourceId::key).orElse(null);
  }

  @Override
  public Uni<Long> offline(Of of) {
    return switch (of) {
      case Of.Scope(PolicyScope scope) -> count(OFFLINE, offline(scope));
      case Of.Resource(ResourceId resource) ->
          count(OFFLINE, offline(PolicyScope.parse(resource.cluster().toString())));
      case Of.Assignment(PolicyId id) ->
          count(OFFLINE_OF_ASSIGNMENT, offline(id.scope()).addString(id.key()));
      case Of.Definition(PolicyScope at, PolicyId id) ->
          count(OFFLINE_OF_POLICY, offline(at).addString(id.key()));
      case Of.Initiative(PolicyScope at, PolicyId id) ->
          count(OFFLINE_OF_POLICY, offline(at).addString(id.key()));
    };
  }

  private Tuple offline(PolicyScope scope) {
    Tuple parameters = Tuple.tuple();
    parameters.addOffsetDateTime(
        clock.instant().minus(settings.offlineAfter()).atOffset(ZoneOffset.UTC));
    parameters.addString(range(scope).prefix()).addString(range(scope).end());
    return parameters.addString(exact(scope));
  }

  private Uni<Long> count(String sql, Tuple parameters) {
    return reads.read(sql, parameters).map(rows -> rows.iterator().next().getLong(0));
  }

  private static List<Row> wanted(RowSet<Row> rows, int top) {
    List<Row> wanted = new ArrayList<>();
    long bytes = 0;
    for (Row row : rows) {
      bytes += row.getLong("bytes");
      if (wanted.size() == top || (!wanted.isEmpty() && bytes > MOST_BYTES)) {
        break;
      }
      wanted.add(row);
    }
    return wanted;
  }

  /// What two statements found.
  private final class Read implements FleetPage {
    private final List<Row> clusters;
    private final RowSet<Row> configurations;
    private final boolean more;

    Read(List<Row> clusters, RowSet<Row> configurations, boolean more) {
      this.clusters = clusters;
      this.configurations = configurations;
      this.more = more;
    }

    @Override
    public Optional<String> next() {
      return more ? Optional.of(clusters.getLast().getString("id_key")) : Optional.empty();
    }

    @Override
    public List<FleetCluster> clusters() {
      Map<String, List<ConfigurationState>> byCluster = new HashMap<>();
      for (Row row : configurations) {
        byCluster
            .computeIfAbsent(row.getString("cluster_key"), _ -> new ArrayList<>())
            .add(configuration(row));
      }
      Instant now = clock.instant();
      return clusters.stream()
          .map(row -> cluster(row, byCluster.getOrDefault(row.getString("id_key"), List.of()), now))
          .toList();
    }
  }

  private FleetCluster cluster(Row row, List<ConfigurationState> configurations, Instant now) {
    Instant heartbeat = time(row, "last_heartbeat_at");
    return new FleetCluster(
        new ClusterState(
            ResourceId.parse(row.getString("id")),
            row.getUUID("uid"),
            row.getLong("generation"),
            0,
            row.getString("location"),
            StoredJson.readStrings(row.getString("tags")),
            row.getString("certificate"),
            row.get(OffsetDateTime.class, "changed_at").toInstant()),
        state(heartbeat, now),
        heartbeat,
        configurations);
  }

  private Connectivity.State state(@Nullable Instant heartbeat, Instant now) {
    if (heartbeat == null) {
      return Connectivity.State.Connecting;
    }
    return heartbeat.plus(settings.offlineAfter()).isAfter(now)
        ? Connectivity.State.Connected
        : Connectivity.State.Offline;
  }

  private ConfigurationState configuration(Row row) {
    String managedBy = row.getString("managed_by");
    ResourceId id = ResourceId.parse(row.getString("id"));
    return new ConfigurationState(
        id,
        row.getUUID("uid"),
        row.getLong("generation"),
        0,
        Lifecycle.valueOf(row.getString("lifecycle")),
        seal.open(id, row.getBuffer("properties").getBytes()),
        row.get(OffsetDateTime.class, "changed_at").toInstant(),
        managedBy == null ? null : StoredJson.read(managedBy, ManagedBy.class));
  }

  private static @Nullable Instant time(Row row, String column) {
    OffsetDateTime time = row.get(OffsetDateTime.class, column);
    return time == null ? null : time.toInstant();
  }
}
