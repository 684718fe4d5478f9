package io.fairlead.store.postgres;

import io.fairlead.store.ConfigurationWrite;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;

/// Seals the protected settings of writes, for the cluster and the incarnation that are there.
///
/// @param sessions to look for them
record WriteSealer(Sessions sessions) {
  private static final String TARGET =
      "select l, c from ClusterEntity l left join ConfigurationEntity c on c.key = :key"
          + " where l.key = :cluster";

  /// The write, sealed off the event loop.
  ///
  /// @return fails with `SettingsRefusedException` when the cluster's key cannot be sealed to
  Uni<SealedWrite> sealed(ConfigurationWrite write) {
    if (write.settings().given().isEmpty()) {
      return Uni.createFrom().item(SealedWrite.without(write));
    }
    return sessions
        .read(
            session ->
                session
                    .createSelectionQuery(TARGET, Object[].class)
                    .setParameter("key", write.id().key())
                    .setParameter("cluster", write.id().cluster().key())
                    .getResultList())
        .chain(rows -> sealed(write, rows));
  }

  private static Uni<SealedWrite> sealed(ConfigurationWrite write, List<Object[]> rows) {
    if (rows.isEmpty()) {
      return Uni.createFrom().item(SealedWrite.without(write));
    }
    ClusterEntity cluster = (ClusterEntity) Objects.requireNonNull(rows.getFirst()[0]);
    ConfigurationEntity there = (ConfigurationEntity) rows.getFirst()[1];
    UUID uid = there != null && there.isVisible() ? there.uid() : UUID.randomUUID();
    return cluster.isThere()
        ? offLoop(() -> SealedWrite.of(write, uid, cluster.certificate()))
        : Uni.createFrom().item(SealedWrite.without(write));
  }

  /// Comes back to where the caller is, as the session wants.
  private static Uni<SealedWrite> offLoop(Callable<SealedWrite> work) {
    Context context = Vertx.currentContext();
    return context == null
        ? Uni.createFrom().item(() -> call(work))
        : Uni.createFrom()
            .completionStage(() -> context.executeBlocking(work, false).toCompletionStage());
  }

  private static SealedWrite call(Callable<SealedWrite> work) {
    try {
      return work.call();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
