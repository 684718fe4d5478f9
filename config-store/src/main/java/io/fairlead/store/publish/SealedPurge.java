package io.fairlead.store.publish;

import io.fairlead.contract.topic.Topic;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;

/// Forgets sealed settings whose time has come, whether or not a cluster has them.
final class SealedPurge {
  private static final int AT_ONCE = 1000;

  private static final String EXPIRED =
      """
      update protected_settings p set state = 'Expired', jwe = null, failed_at = p.expires_at
      from (select uid, name from protected_settings
        where state = 'Waiting' and expires_at <= ?
        order by uid, name limit %d for update skip locked) as s
      where p.uid = s.uid and p.name = s.name
      """
          .formatted(AT_ONCE);

  private static final String LOST =
      """
      update protected_settings set state = 'Lost', jwe = null, failed_at = ?
      where state = 'Waiting' and sealed_at <= ?
      """;

  private SealedPurge() {}

  /// Forgets what is too old to be kept.
  ///
  /// @return how many settings that were
  static int expire(Connection connection, Instant now) throws SQLException {
    int all = 0;
    try (PreparedStatement statement = connection.prepareStatement(EXPIRED)) {
      statement.setObject(1, now.atOffset(ZoneOffset.UTC));
      int some;
      do {
        some = statement.executeUpdate();
        all += some;
      } while (some == AT_ONCE);
    }
    return all;
  }

  /// Kafka has lost what was published: what is too old to be published again can reach nobody.
  static void lose(Connection connection, Instant now) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(LOST)) {
      statement.setObject(1, now.atOffset(ZoneOffset.UTC));
      statement.setObject(2, now.minus(Topic.SEALED_PUBLISHED_WITHIN).atOffset(ZoneOffset.UTC));
      statement.executeUpdate();
    }
  }
}
