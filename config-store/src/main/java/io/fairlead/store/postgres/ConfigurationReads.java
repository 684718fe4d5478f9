package io.fairlead.store.postgres;

import io.fairlead.contract.id.ResourceId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Many single configurations read with one statement, which begins after the last of them was
/// asked for. Thread-safe.
final class ConfigurationReads
    implements Gathering.Round<ResourceId, Optional<FoundConfiguration>> {
  private final Pool pool;

  ConfigurationReads(Pool pool) {
    this.pool = pool;
  }

  /// Reads them.
  ///
  /// @return what is there of each; empty for those that are to be read alone: all, when the
  ///     statement failed
  @Override
  public Uni<List<Optional<Optional<FoundConfiguration>>>> ask(List<ResourceId> ids) {
    String[] keys = ids.stream().map(ResourceId::key).distinct().toArray(String[]::new);
    return pool.preparedQuery(FoundSql.READ)
        .execute(Tuple.tuple().addArrayOfString(keys))
        .map(
            rows -> {
              Map<String, FoundConfiguration> found = new HashMap<>();
              rows.forEach(
                  row ->
                      found.put(
                          row.getString("id_key"),
                          FoundSql.configuration(FoundSql.cluster(row), row)));
              return ids.stream()
                  .map(id -> Optional.of(Optional.ofNullable(found.get(id.key()))))
                  .toList();
            })
        .onFailure()
        .recoverWithItem(failure -> none(ids, failure));
  }

  private static List<Optional<Optional<FoundConfiguration>>> none(
      List<ResourceId> ids, Throwable failure) {
    RoundLog.undone("read", ids.size(), failure);
    return ids.stream().map(_ -> Optional.<Optional<FoundConfiguration>>empty()).toList();
  }
}
