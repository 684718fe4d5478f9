package io.fairlead.store.postgres;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.contract.event.PolicyState;
import io.fairlead.contract.id.PolicyId;
import io.fairlead.store.PolicyFeed;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/// The resources of Azure Policy in PostgreSQL, as a difference to a copy.
///
/// Whatever changed since a copy was read was changed by a transaction that had not ended then, so
/// its row has a `changed_xid` from the copy's mark on. Only a removal can leave no row behind: the
/// publisher deletes it. So a copy that has all changed rows is right exactly when it has as many
/// resources as there are.
public final class PostgresPolicyFeed implements PolicyFeed {
  private static final long MOST_BYTES_AT_ONCE = 4L * 1024 * 1024;

  private static final String LOOK =
      """
      with now as (
        select cast(cast(pg_snapshot_xmin(pg_current_snapshot()) as text) as bigint) as mark,
          (select count(*) from policies where lifecycle = 'Active') as there
      )
      select now.mark, now.there, p.id_key, p.id, p.uid, p.generation, p.lifecycle, p.bytes
      from now left join policies p on p.changed_xid >= cast(cast($1 as text) as xid8)
      """;

  private static final String KEYS = "select id_key from policies where lifecycle = 'Active'";

  private static final String BODIES =
      """
      select id_key, id, uid, generation, cast(body -> 'properties' as text) as properties,
        changed_at
      from policies where id_key = any($1) and lifecycle = 'Active'
      """;

  private final Pool pool;

  public PostgresPolicyFeed(Pool pool) {
    this.pool = pool;
  }

  /// What one look saw, all at the same time.
  ///
  /// @param there how many resources there are
  /// @param changed the versions that the copy lacks, with their sizes in bytes
  /// @param removed the keys of removed resources that the copy has
  private record Look(long mark, long there, Map<Version, Integer> changed, List<String> removed) {
    static Look of(RowSet<Row> rows, Copy copy) {
      Map<Version, Integer> changed = new HashMap<>();
      List<String> removed = new ArrayList<>();
      Row any = rows.iterator().next();
      for (Row row : rows) {
        String key = row.getString("id_key");
        if (key == null) {
          continue; // Nothing changed: only the mark and the count.
        }
        if (row.getString("lifecycle").equals(RowLifecycle.REMOVED)) {
          if (copy.versions().containsKey(key)) {
            removed.add(key);
          }
          continue;
        }
        Version version =
            new Version(
                PolicyId.parse(row.getString("id")), row.getUUID("uid"), row.getLong("generation"));
        if (!version.equals(copy.versions().get(key))) {
          changed.put(version, row.getInteger("bytes"));
        }
      }
      return new Look(any.getLong("mark"), any.getLong("there"), changed, removed);
    }

    boolean finds(Copy copy) {
      return mark >= copy.mark()
          && changed.isEmpty()
          && removed.isEmpty()
          && there == copy.versions().size();
    }
  }

  @Override
  public Uni<Boolean> isCurrent(Copy copy) {
    return look(copy).map(look -> look.finds(copy));
  }

  private Uni<Look> look(Copy copy) {
    return pool.preparedQuery(LOOK)
        .execute(Tuple.of(Long.toString(copy.mark())))
        .map(rows -> Look.of(rows, copy));
  }

  @Override
  public Uni<Changes> changes(Copy copy) {
    return look(copy)
        .flatMap(
            look ->
                // A database that was restored counts its transactions from an earlier time.
                look.mark() < copy.mark()
                    ? changes(new Copy(0, copy.versions()))
                    : read(look).flatMap(bodies -> changes(copy, look, bodies)));
  }

  /// The resources that a copy lacks, a few megabytes at a time.
  private Uni<List<PolicyState>> read(Look look) {
    List<List<String>> parts = new ArrayList<>();
    List<String> part = new ArrayList<>();
    long bytes = 0;
    for (Map.Entry<Version, Integer> entry : look.changed().entrySet()) {
      if (!part.isEmpty() && bytes + entry.getValue() > MOST_BYTES_AT_ONCE) {
        parts.add(part);
        part = new ArrayList<>();
        bytes = 0;
      }
      part.add(entry.getKey().id().key());
      bytes += entry.getValue();
    }
    if (!part.isEmpty()) {
      parts.add(part);
    }
    return Multi.createFrom()
        .iterable(parts)
        .onItem()
        .transformToUniAndConcatenate(
            keys ->
                pool.preparedQuery(BODIES)
                    .execute(Tuple.tuple().addArrayOfString(keys.toArray(String[]::new))))
        .collect()
        .in(
            ArrayList<PolicyState>::new,
            (states, rows) -> rows.forEach(row -> states.add(state(row))))
        .map(List::copyOf);
  }

  private static PolicyState state(Row row) {
    return new PolicyState(
        PolicyId.parse(row.getString("id")),
        row.getUUID("uid"),
        row.getLong("generation"),
        0,
        StoredJson.read(row.getString("properties"), JsonNode.class),
        row.get(OffsetDateTime.class, "changed_at").toInstant());
  }

  /// What was read may be newer than the look, or gone since: the next look sees that.
  private Uni<Changes> changes(Copy copy, Look look, List<PolicyState> bodies) {
    Map<String, Version> versions = new HashMap<>(copy.versions());
    bodies.forEach(
        state ->
            versions.put(
                state.id().key(), new Version(state.id(), state.uid(), state.generation())));
    look.removed().forEach(versions::remove);
    return versions.size() <= look.there()
        ? Uni.createFrom().item(changes(copy, versions, look.mark(), bodies))
        : withoutGone(versions).map(remaining -> changes(copy, remaining, look.mark(), bodies));
  }

  private Uni<Map<String, Version>> withoutGone(Map<String, Version> versions) {
    return pool.query(KEYS)
        .execute()
        .map(
            rows -> {
              List<String> there =
                  StreamSupport.stream(rows.spliterator(), false)
                      .map(row -> row.getString("id_key"))
                      .toList();
              Map<String, Version> remaining = new HashMap<>(versions);
              remaining.keySet().retainAll(java.util.Set.copyOf(there));
              return remaining;
            });
  }

  private static Changes changes(
      Copy before, Map<String, Version> versions, long mark, List<PolicyState> bodies) {
    List<PolicyId> removed =
        before.versions().entrySet().stream()
            .filter(entry -> !versions.containsKey(entry.getKey()))
            .map(entry -> entry.getValue().id())
            .toList();
    return new Changes(
        bodies.stream().filter(state -> versions.containsKey(state.id().key())).toList(),
        removed,
        new Copy(mark, versions));
  }
}
