package io.fairlead.store.ingest;

import io.fairlead.contract.policy.PolicyVerdict.Reason;
import io.fairlead.contract.secret.ProtectedSetting;
import io.fairlead.contract.secret.SettingSeal;
import io.fairlead.store.SettingsRefusedException;
import io.fairlead.store.ingest.PlannedDeployment.Failure;
import io.fairlead.store.ingest.PlannedDeployment.Plan;
import io.fairlead.store.secret.Sealer;
import io.fairlead.store.secret.SealingKey;
import io.fairlead.store.secret.Secret;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// Seals the secrets of policies for their clusters, within the transaction that writes the
/// configurations and after they are written: a few statements, however many there are. Clusters
/// and configurations are locked, so that key and incarnation are those that stay.
final class DeploymentSettings {
  /// Those that are there and can be had by the cluster need not be sealed again.
  private static final String TARGETS =
      """
      select c.id_key, c.uid, l.certificate,
        array(select s.name from protected_settings s
          where s.uid = c.uid and s.state in ('Waiting', 'Delivered')) as there
      from configurations c join clusters l on l.id_key = c.cluster_key
      where c.id_key = any($1::text[])
      """;

  /// A setting that is given is a new generation.
  private static final String GIVEN =
      """
      with fresh as materialized (
        select k as id_key, nextval('generation') as generation from unnest($1::text[]) as u (k))
      update configurations c set generation = f.generation, changed_at = $2,
        managed_by = jsonb_set(c.managed_by, '{generation}', to_jsonb(f.generation))
      from fresh f where c.id_key = f.id_key
      """;

  private static final String KEPT =
      """
      insert into protected_settings
        (uid, name, version, state, jwe, key_thumbprint, sealed_at, expires_at)
      select v.uid, v.name, c.generation, 'Waiting', v.jwe, v.thumbprint, $6, $7
      from unnest($1::text[], $2::uuid[], $3::text[], $4::text[], $5::text[])
        as v (id_key, uid, name, jwe, thumbprint)
      join configurations c on c.id_key = v.id_key
      order by v.uid, v.name
      on conflict (uid, name) do update set version = excluded.version, state = excluded.state,
        jwe = excluded.jwe, key_thumbprint = excluded.key_thumbprint,
        sealed_at = excluded.sealed_at, expires_at = excluded.expires_at, failed_at = null
      """;

  private final SqlConnection connection;
  private final Instant now;
  private final Map<String, Wanted> wanted = new LinkedHashMap<>();

  /// @param whole whether all are given anew, or only those that are not there
  private record Wanted(
      PlannedDeployment planned, Map<ProtectedSetting, Secret> secrets, boolean whole) {}

  /// A configuration as it is now.
  private record Target(Wanted wanted, UUID uid, String certificate, Set<String> there) {
    Map<ProtectedSetting, Secret> given() {
      Map<ProtectedSetting, Secret> given = new EnumMap<>(ProtectedSetting.class);
      wanted
          .secrets()
          .forEach(
              (setting, secret) -> {
                if (wanted.whole() || !there.contains(setting.settingName())) {
                  given.put(setting, secret);
                }
              });
      return given;
    }
  }

  /// A sealed setting, to be kept.
  private record Kept(String key, UUID uid, String name, String jwe, String thumbprint) {}

  private record SealedBatch(List<Kept> kept, Map<PlannedDeployment, Failure> failures) {}

  /// What came of it.
  ///
  /// @param changed whether there is something to publish
  /// @param failures of deployments whose secrets cannot be sealed
  record Done(boolean changed, Map<PlannedDeployment, Failure> failures) {}

  DeploymentSettings(SqlConnection connection, Instant now) {
    this.connection = connection;
    this.now = now;
  }

  /// The configuration gets all of the secrets.
  void all(PlannedDeployment planned, Plan.Write write) {
    want(new Wanted(planned, write.secrets(), true));
  }

  /// The configuration gets those that it has not.
  void missing(PlannedDeployment planned, Plan.Write write) {
    want(new Wanted(planned, write.secrets(), false));
  }

  private void want(Wanted one) {
    if (!one.secrets().isEmpty()) {
      wanted.put(one.planned().key(), one);
    }
  }

  Uni<Done> write() {
    if (wanted.isEmpty()) {
      return Uni.createFrom().item(new Done(false, Map.of()));
    }
    List<String> keys = List.copyOf(wanted.keySet());
    return connection
        .preparedQuery(TARGETS)
        .execute(new Columns<>(keys).text(key -> key).tuple())
        .chain(
            rows -> {
              List<Target> targets = new ArrayList<>();
              rows.forEach(row -> targets.add(target(row)));
              return Uni.createFrom()
                  .item(() -> seal(targets))
                  .runSubscriptionOn(Infrastructure.getDefaultExecutor());
            })
        .chain(this::keep);
  }

  private Target target(Row row) {
    Wanted of = wanted.get(row.getString("id_key"));
    if (of == null) {
      throw new IllegalStateException("not asked for");
    }
    return new Target(
        of,
        row.getUUID("uid"),
        row.getString("certificate"),
        Set.of(row.getArrayOfStrings("there")));
  }

  /// Takes its time.
  private static SealedBatch seal(List<Target> targets) {
    Map<String, SealingKey> keys = new HashMap<>();
    List<Kept> kept = new ArrayList<>();
    Map<PlannedDeployment, Failure> failures = new HashMap<>();
    for (Target target : targets) {
      Map<ProtectedSetting, Secret> given = target.given();
      if (given.isEmpty()) {
        continue;
      }
      PlannedDeployment planned = target.wanted().planned();
      try {
        SealingKey key = keys.computeIfAbsent(target.certificate(), SealingKey::of);
        Map<ProtectedSetting, String> jwes =
            Sealer.seal(key, planned.deployment().configuration(), target.uid(), given);
        int characters = jwes.values().stream().mapToInt(String::length).sum();
        if (characters > SettingSeal.MAX_SEALED_CHARACTERS) {
          throw new SettingsRefusedException(
              "properties.configurationProtectedSettings",
              "The protected settings have %d characters together once they are sealed; at most %d are allowed."
                  .formatted(characters, SettingSeal.MAX_SEALED_CHARACTERS));
        }
        jwes.forEach(
            (setting, jwe) ->
                kept.add(
                    new Kept(
                        planned.key(),
                        target.uid(),
                        setting.settingName(),
                        jwe,
                        key.thumbprint())));
      } catch (SettingsRefusedException e) {
        failures.put(
            planned,
            new Failure(
                Reason.SecretUnavailable,
                "The configuration was written without its protected settings: " + e.getMessage()));
      }
    }
    return new SealedBatch(kept, failures);
  }

  private Uni<Done> keep(SealedBatch batch) {
    Done done = new Done(!batch.kept().isEmpty(), batch.failures());
    List<String> given = batch.kept().stream().map(Kept::key).distinct().toList();
    return new Statement(
            GIVEN,
            given.size(),
            new Columns<>(given).text(key -> key).tuple().addValue(now.atOffset(ZoneOffset.UTC)))
        .run(connection)
        .chain(
            () ->
                new Statement(
                        KEPT,
                        batch.kept().size(),
                        new Columns<>(batch.kept())
                            .text(Kept::key)
                            .uuid(Kept::uid)
                            .text(Kept::name)
                            .text(Kept::jwe)
                            .text(Kept::thumbprint)
                            .tuple()
                            .addValue(now.atOffset(ZoneOffset.UTC))
                            .addValue(now.plus(SettingSeal.KEPT).atOffset(ZoneOffset.UTC)))
                    .run(connection))
        .replaceWith(done);
  }
}
