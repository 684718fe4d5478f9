package io.fairlead.store.ingest;

import io.fairlead.encryption.PropertiesSeal;
import io.fairlead.store.ingest.DeploymentChange.Adopt;
import io.fairlead.store.ingest.DeploymentChange.Create;
import io.fairlead.store.ingest.DeploymentChange.Delete;
import io.fairlead.store.ingest.DeploymentChange.Fail;
import io.fairlead.store.ingest.DeploymentChange.Keep;
import io.fairlead.store.ingest.DeploymentChange.Nothing;
import io.fairlead.store.ingest.DeploymentChange.Remove;
import io.fairlead.store.ingest.DeploymentChange.Replace;
import io.fairlead.store.ingest.PlannedDeployment.Failure;
import io.fairlead.store.ingest.PlannedDeployment.Plan;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/// Writes the changes of one batch within its transaction: a statement for each kind of change
/// that there is.
final class DeploymentWrites {
  private final SqlConnection connection;
  private final OffsetDateTime now;
  private final PropertiesSeal seal;
  private final List<Create> creates = new ArrayList<>();
  private final List<Replace> replaces = new ArrayList<>();
  private final List<Adopt> adopts = new ArrayList<>();
  private final List<Delete> deletes = new ArrayList<>();
  private final List<Remove> removes = new ArrayList<>();
  private final Map<List<String>, Fail> failures = new LinkedHashMap<>();
  private final List<PlannedDeployment> successes = new ArrayList<>();
  private final DeploymentSettings settings;
  private boolean sealedAgain;

  DeploymentWrites(SqlConnection connection, Instant now, PropertiesSeal seal) {
    this.connection = connection;
    this.settings = new DeploymentSettings(connection, now);
    this.now = now.atOffset(ZoneOffset.UTC);
    this.seal = seal;
  }

  /// Writes them.
  ///
  /// @param changes in the order of the configurations' keys
  /// @return whether configurations changed, which is to be published
  Uni<Boolean> write(List<DeploymentChange> changes) {
    changes.forEach(this::sort);
    return forgotten()
        .chain(this::replaced)
        .chain(this::created)
        .chain(this::changed)
        .chain(this::adopted)
        .chain(this::deleted)
        .chain(this::removed)
        .chain(this::settings)
        .chain(() -> noteSuccesses())
        .chain(() -> noteFailures())
        .map(
            _ ->
                Stream.of(creates, replaces, adopts, deletes, removes)
                        .anyMatch(kind -> !kind.isEmpty())
                    || sealedAgain);
  }

  /// Seals what the configurations that are written, or are there as they are wanted, need. What
  /// cannot be sealed is a failure of theirs alone.
  private Uni<Void> settings() {
    return settings
        .write()
        .invoke(
            done -> {
              sealedAgain = done.changed();
              done.failures()
                  .forEach(
                      (planned, failure) -> {
                        successes.remove(planned);
                        if (planned.plan() instanceof Plan.Write write) {
                          failed(new Fail(planned, write.managedBy().digest(), failure));
                        }
                      });
            })
        .replaceWithVoid();
  }

  private void sort(DeploymentChange change) {
    switch (change) {
      case Create create -> {
        creates.add(create);
        settings.all(create.of(), create.write());
        done(create.of(), create.write());
      }
      case Replace replace -> {
        replaces.add(replace);
        settings.all(replace.of(), replace.write());
        done(replace.of(), replace.write());
      }
      case Adopt adopt -> {
        adopts.add(adopt);
        settings.all(adopt.of(), adopt.write());
        done(adopt.of(), adopt.write());
      }
      case Keep keep -> {
        settings.missing(keep.of(), keep.write());
        done(keep.of(), keep.write());
      }
      case Delete delete -> deletes.add(delete);
      case Remove remove -> removes.add(remove);
      case Fail fail -> failed(fail);
      case Nothing() -> {}
    }
  }

  private void done(PlannedDeployment planned, Plan.Write write) {
    Failure missing = write.missing();
    if (missing == null) {
      successes.add(planned);
    } else {
      failed(new Fail(planned, write.managedBy().digest(), missing));
    }
  }

  /// Of several configurations of one policy the first tells.
  private void failed(Fail fail) {
    PlannedDeployment of = fail.of();
    failures.putIfAbsent(List.of(of.clusterKey(), of.assignmentKey(), of.referenceKey()), fail);
  }

  private Uni<Integer> forgotten() {
    List<UUID> uids =
        Stream.concat(
                creates.stream().map(Create::old).filter(Objects::nonNull),
                removes.stream().map(Remove::uid))
            .toList();
    return run(DeploymentSql.FORGOTTEN, uids, uids(uids).addValue(now));
  }

  private Uni<Integer> replaced() {
    List<UUID> uids = replaces.stream().map(Replace::awaited).filter(Objects::nonNull).toList();
    return run(DeploymentSql.REPLACED, uids, uids(uids).addValue(now));
  }

  private Uni<Integer> created() {
    Tuple parameters =
        new Columns<>(creates)
            .text(create -> create.of().key())
            .text(create -> create.of().deployment().configuration().toString())
            .text(create -> create.of().clusterKey())
            .uuid(create -> UUID.randomUUID())
            .bytes(create -> sealed(create.of(), create.write()))
            .json(create -> create.write().managedBy())
            .tuple()
            .addValue(now);
    return run(
        DeploymentSql.CREATED,
        creates,
        new Columns<>(creates, parameters).text(create -> assignment(create.of())).tuple());
  }

  private Uni<Integer> changed() {
    Tuple parameters =
        new Columns<>(replaces)
            .text(replace -> replace.of().key())
            .bytes(replace -> sealed(replace.of(), replace.write()))
            .json(replace -> replace.write().managedBy())
            .tuple()
            .addValue(now);
    return run(
        DeploymentSql.CHANGED,
        replaces,
        new Columns<>(replaces, parameters).text(replace -> assignment(replace.of())).tuple());
  }

  private Uni<Integer> adopted() {
    Columns<Adopt> columns =
        new Columns<>(adopts)
            .text(adopt -> adopt.of().key())
            .json(adopt -> adopt.write().managedBy());
    return run(DeploymentSql.ADOPTED, adopts, columns.tuple());
  }

  private Uni<Integer> deleted() {
    Columns<Delete> columns = new Columns<>(deletes).text(delete -> delete.of().key());
    return run(DeploymentSql.DELETED, deletes, columns.tuple().addValue(now));
  }

  private Uni<Integer> removed() {
    Columns<Remove> columns = new Columns<>(removes).text(remove -> remove.of().key());
    return run(DeploymentSql.REMOVED, removes, columns.tuple().addValue(now));
  }

  private Uni<Integer> noteFailures() {
    List<Fail> fails = List.copyOf(failures.values());
    Columns<Fail> columns =
        new Columns<>(fails)
            .text(fail -> fail.of().clusterKey())
            .text(fail -> fail.of().assignmentKey())
            .text(fail -> fail.of().referenceKey())
            .uuid(fail -> fail.of().basis().clusterUid())
            .uuid(fail -> fail.of().basis().assignmentUid())
            .text(fail -> fail.failure().reason().name())
            .text(fail -> fail.failure().message())
            .text(fail -> fail.of().key())
            .text(Fail::digest);
    return run(DeploymentSql.FAILED, fails, columns.tuple().addValue(now));
  }

  private Uni<Integer> noteSuccesses() {
    Columns<PlannedDeployment> columns =
        new Columns<>(successes)
            .text(success -> success.clusterKey())
            .text(success -> success.assignmentKey())
            .text(success -> success.referenceKey())
            .text(PlannedDeployment::key);
    return run(DeploymentSql.SUCCEEDED, successes, columns.tuple());
  }

  private byte[] sealed(PlannedDeployment planned, Plan.Write write) {
    return seal.seal(planned.deployment().configuration(), write.properties());
  }

  private static String assignment(PlannedDeployment planned) {
    return planned.basis().assignment().toString();
  }

  private static Tuple uids(List<UUID> uids) {
    return new Columns<>(uids).uuid(uid -> uid).tuple();
  }

  private Uni<Integer> run(String sql, List<?> rows, Tuple parameters) {
    return new Statement(sql, rows.size(), parameters).run(connection);
  }
}
