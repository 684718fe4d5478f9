package io.fairlead.store.postgres;

import io.fairlead.contract.key.AgentPublicKey;
import io.fairlead.contract.key.ParsedPublicKey;
import io.fairlead.contract.secret.ProtectedSetting;
import io.fairlead.contract.secret.SettingSeal;
import io.fairlead.store.ProtectedFault;
import io.fairlead.store.SettingsRefusedException;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny.Session;
import org.jspecify.annotations.Nullable;

/// The statements about `protected_settings`. All take part in the caller's transaction, which has
/// locked the configuration, or its cluster.
final class ProtectedStatements {
  /// In the select clause of a query that has a configuration `c`: since when settings of it are
  /// expired, and lost.
  static final String FAULTS = fault("Expired") + ", " + fault("Lost");

  private ProtectedStatements() {}

  private static String fault(String state) {
    return "(select max(s.failedAt) from ProtectedSettingEntity s where s.key.uid = c.uid"
        + " and s.state = '%s')".formatted(state);
  }

  /// What [#FAULTS] selected.
  static @Nullable ProtectedFault fault(@Nullable Object expired, @Nullable Object lost) {
    if (lost instanceof Instant at) {
      return new ProtectedFault(ProtectedFault.Kind.Lost, at);
    }
    return expired instanceof Instant at
        ? new ProtectedFault(ProtectedFault.Kind.Expired, at)
        : null;
  }

  /// Why the cluster cannot get settings of an incarnation; empty when it can.
  static Uni<Optional<ProtectedFault>> fault(Session session, UUID uid) {
    return session
        .createSelectionQuery(
            "select " + FAULTS + " from ConfigurationEntity c where c.uid = :uid", Object[].class)
        .setParameter("uid", uid)
        .getResultList()
        .map(rows -> rows.stream().findFirst().map(row -> fault(row[0], row[1])));
  }

  /// How many of these settings an incarnation has.
  static Uni<Long> count(Session session, UUID uid, Collection<ProtectedSetting> settings) {
    return settings.isEmpty()
        ? Uni.createFrom().item(0L)
        : session
            .createSelectionQuery(
                "select count(*) from ProtectedSettingEntity s where s.key.uid = :uid"
                    + " and s.key.name in :names",
                Long.class)
            .setParameter("uid", uid)
            .setParameter("names", names(settings))
            .getSingleResult();
  }

  private static List<String> names(Collection<ProtectedSetting> settings) {
    return settings.stream().map(ProtectedSetting::settingName).toList();
  }

  /// Keeps what is sealed, and forgets what is removed.
  ///
  /// @param version the configuration's new generation
  /// @return fails with [SettingsRefusedException] when it is too much
  static Uni<Void> write(Session session, SealedWrite write, UUID uid, long version, Instant now) {
    Uni<Void> removed =
        write.removed().isEmpty()
            ? Uni.createFrom().voidItem()
            : session
                .createNativeQuery(
                    "delete from protected_settings where uid = :uid"
                        + " and name = any(cast(:names as text[]))")
                .setParameter("uid", uid)
                .setParameter("names", names(write.removed()).toArray(String[]::new))
                .executeUpdate()
                .replaceWithVoid();
    return write.sealed().isEmpty()
        ? removed
        : removed
            .chain(() -> keep(session, write, uid, version, now))
            .chain(() -> checkSize(session, uid));
  }

  private static Uni<Integer> keep(
      Session session, SealedWrite write, UUID uid, long version, Instant now) {
    List<ProtectedSetting> settings = List.copyOf(write.sealed().keySet());
    return session
        .createNativeQuery(
            """
            insert into protected_settings
              (uid, name, version, state, jwe, key_thumbprint, sealed_at, expires_at)
            select :uid, v.name, :version, 'Waiting', v.jwe, :thumbprint, :now, :end
            from unnest(cast(:names as text[]), cast(:jwes as text[])) as v (name, jwe)
            on conflict (uid, name) do update set version = excluded.version,
              state = excluded.state, jwe = excluded.jwe,
              key_thumbprint = excluded.key_thumbprint, sealed_at = excluded.sealed_at,
              expires_at = excluded.expires_at, failed_at = null
            """)
        .setParameter("uid", uid)
        .setParameter("version", version)
        .setParameter("thumbprint", write.thumbprint())
        .setParameter("now", now)
        .setParameter("end", now.plus(SettingSeal.KEPT))
        .setParameter("names", names(settings).toArray(String[]::new))
        .setParameter(
            "jwes",
            settings.stream().map(setting -> write.sealed().get(setting)).toArray(String[]::new))
        .executeUpdate();
  }

  private static Uni<Void> checkSize(Session session, UUID uid) {
    return session
        .createNativeQuery(
            "select coalesce(sum(length(jwe)), 0) from protected_settings where uid = :uid",
            Long.class)
        .setParameter("uid", uid)
        .getSingleResult()
        .invoke(
            characters -> {
              if (characters > SettingSeal.MAX_SEALED_CHARACTERS) {
                throw new SettingsRefusedException(
                    "properties.configurationProtectedSettings",
                    ("The protected settings that wait for the cluster have %d characters together"
                            + " once they are sealed; at most %d are allowed. Nothing was changed.")
                        .formatted(characters, SettingSeal.MAX_SEALED_CHARACTERS));
              }
            })
        .replaceWithVoid();
  }

  /// What waits for a cluster and was sealed to another key than this can be opened by nobody.
  /// Policies that have the secrets are asked again, also where the former key took none.
  static Uni<Void> keyReplaced(Session session, ClusterEntity cluster, Instant now) {
    KeyRange range = new KeyRange(cluster.key() + "/", "configurations");
    String thumbprint =
        AgentPublicKey.parse(cluster.certificate()) instanceof ParsedPublicKey.Accepted(var key)
            ? SettingSeal.thumbprint(key)
            : "";
    return session
        .createNativeQuery(
            """
            update protected_settings s set state = 'Lost', jwe = null, failed_at = :now
            from configurations c
            where c.id_key > :from and c.id_key < :end and s.uid = c.uid and s.state = 'Waiting'
              and s.key_thumbprint <> :thumbprint
            """)
        .setParameter("now", now)
        .setParameter("from", range.prefix())
        .setParameter("end", range.end())
        .setParameter("thumbprint", thumbprint)
        .executeUpdate()
        .chain(
            () ->
                session
                    .createNativeQuery(
                        """
                        update configurations c set managed_by =
                          jsonb_set(c.managed_by, '{digest}', to_jsonb(repeat('0', 64)))
                        where c.id_key > :from and c.id_key < :end and c.managed_by is not null
                          and (exists (select 1 from protected_settings s
                              where s.uid = c.uid and s.state = 'Lost')
                            or exists (select 1 from policy_failures f
                              where f.configuration_key = c.id_key
                                and f.reason = 'SecretUnavailable'))
                        """)
                    .setParameter("from", range.prefix())
                    .setParameter("end", range.end())
                    .executeUpdate())
        .replaceWithVoid();
  }
}
