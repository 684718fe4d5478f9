package io.fairlead.store.publish;

import io.fairlead.store.postgres.StoreSettings;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/// What has to be done from time to time, by one process only: the one that publishes.
final class Housekeeping {
  /// Deletions that waited long enough for a cluster that is away. It learns of the removal from
  /// the difference of inventories on its return. Those that somebody writes now have time. What
  /// was said of them goes with their rows: somebody may be writing it, who waits for nobody.
  private static final String UNCONFIRMED =
      """
      with gone as (
        select c.id_key, c.uid from configurations c
        join clusters l on l.id_key = c.cluster_key
        left join cluster_connectivity k on k.uid = l.uid
        where c.lifecycle = 'Deleting' and c.changed_at <= ?
          and (k.uid is null or k.last_heartbeat_at <= ?)
        order by c.id_key limit 1000 for update of c skip locked),
      finished as (
        update operations o set finished_at = ? from gone
        where o.uid = gone.uid and o.finished_at is null)
      update configurations c set lifecycle = 'Removed', changed_at = ?
      from gone where c.id_key = gone.id_key
      """;

  private static final Logger LOGGER = System.getLogger(Housekeeping.class.getName());

  private static final String OLD_OPERATIONS =
      """
      delete from operations where id in (
        select id from operations where finished_at < ? order by finished_at limit 10000)
      """;

  /// No entry within it can be deleted.
  private static final String AUDIT_KEPT =
      """
      update hub set audit_kept = cast(? as interval)
      where audit_kept is distinct from cast(? as interval)
      """;

  /// By the database's clock, as what protects them.
  private static final String OLD_AUDIT_ENTRIES =
      """
      delete from audit_entries where id_key in (
        select id_key from audit_entries
        where changed_at < now() - (select audit_kept from hub) limit 5000)
      """;

  private final StoreSettings settings;
  private final InstantSource clock;
  private final PolicyHousekeeping policies = new PolicyHousekeeping();

  Housekeeping(StoreSettings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /// Forgets sealed settings that are too old. Needs nothing but the database: also where nothing
  /// can be published they are kept no longer.
  void purge(Connection connection) throws SQLException {
    int expired = SealedPurge.expire(connection, clock.instant());
    if (expired > 0) {
      LOGGER.log(Level.INFO, "event=protected-settings-expired count={0}", expired);
    }
  }

  /// Returns how many configurations it removed.
  int run(Connection connection) throws SQLException {
    Instant now = clock.instant();
    purge(connection);
    int removed;
    try (PreparedStatement statement = connection.prepareStatement(UNCONFIRMED)) {
      statement.setObject(1, utc(now.minus(settings.confirmationAwaited())));
      statement.setObject(2, utc(now.minus(settings.offlineAfter())));
      statement.setObject(3, utc(now));
      statement.setObject(4, utc(now));
      removed = statement.executeUpdate();
    }
    try (PreparedStatement statement = connection.prepareStatement(OLD_OPERATIONS)) {
      statement.setObject(1, utc(now.minus(settings.operationsKept())));
      statement.executeUpdate();
    }
    forgetAudit(connection);
    policies.run(connection, now);
    return removed;
  }

  private void forgetAudit(Connection connection) throws SQLException {
    try (PreparedStatement keep = connection.prepareStatement(AUDIT_KEPT);
        PreparedStatement forget = connection.prepareStatement(OLD_AUDIT_ENTRIES)) {
      String kept = settings.auditKept().toSeconds() + " seconds";
      keep.setString(1, kept);
      keep.setString(2, kept);
      keep.executeUpdate();
      forget.executeUpdate();
    }
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
