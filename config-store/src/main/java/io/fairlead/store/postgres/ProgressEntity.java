package io.fairlead.store.postgres;

import io.fairlead.contract.event.ConfigurationStatus;
import io.fairlead.store.Progress;
import io.fairlead.store.Progress.Mark;
import io.fairlead.store.Progress.Refused;
import io.fairlead.store.Progress.Reported;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/// A row of `configuration_status`, which only ingestion writes.
@Entity
@Immutable
@Table(name = "configuration_status")
@SuppressWarnings("NullAway.Init") // Hibernate fills it
class ProgressEntity {
  @Id private UUID uid;

  @Column(name = "delivered_generation")
  private @Nullable Long deliveredGeneration;

  @Column(name = "delivered_at")
  private @Nullable Instant deliveredAt;

  @Column(name = "acknowledged_generation")
  private @Nullable Long acknowledgedGeneration;

  @Column(name = "acknowledged_at")
  private @Nullable Instant acknowledgedAt;

  @Column(name = "refused_generation")
  private @Nullable Long refusedGeneration;

  @Column(name = "refused_at")
  private @Nullable Instant refusedAt;

  @Column(name = "refused_reason")
  private @Nullable String refusedReason;

  @Column(name = "compliant_generation")
  private @Nullable Long compliantGeneration;

  @Column(name = "compliant_at")
  private @Nullable Instant compliantAt;

  @ColumnTransformer(read = "cast(status as text)", write = StoredJson.WRITE)
  private @Nullable String status;

  @Column(name = "status_received_at")
  private @Nullable Instant statusReceivedAt;

  /// What the row takes in a list; the database works it out.
  @Column(name = "bytes", insertable = false, updatable = false)
  private int bytes;

  /// For Hibernate.
  protected ProgressEntity() {}

  /// As [FoundSql#COLUMNS] have it.
  ProgressEntity(Row row) {
    uid = row.getUUID("p_uid");
    deliveredGeneration = row.getLong("p_delivered_generation");
    deliveredAt = FoundSql.time(row, "p_delivered_at");
    acknowledgedGeneration = row.getLong("p_acknowledged_generation");
    acknowledgedAt = FoundSql.time(row, "p_acknowledged_at");
    refusedGeneration = row.getLong("p_refused_generation");
    refusedAt = FoundSql.time(row, "p_refused_at");
    refusedReason = row.getString("p_refused_reason");
    compliantGeneration = row.getLong("p_compliant_generation");
    compliantAt = FoundSql.time(row, "p_compliant_at");
    status = row.getString("p_status");
    statusReceivedAt = FoundSql.time(row, "p_status_received_at");
  }

  static int bytes(@Nullable ProgressEntity row) {
    return row == null ? 0 : row.bytes;
  }

  static Progress of(@Nullable ProgressEntity row) {
    if (row == null) {
      return Progress.NONE;
    }
    return new Progress(
        mark(row.deliveredGeneration, row.deliveredAt),
        mark(row.acknowledgedGeneration, row.acknowledgedAt),
        row.refused(),
        mark(row.compliantGeneration, row.compliantAt),
        row.status == null || row.statusReceivedAt == null
            ? null
            : new Reported(
                StoredJson.read(row.status, ConfigurationStatus.class), row.statusReceivedAt));
  }

  private static @Nullable Mark mark(@Nullable Long generation, @Nullable Instant at) {
    return generation == null || at == null ? null : new Mark(generation, at);
  }

  private @Nullable Refused refused() {
    if (refusedGeneration == null || refusedAt == null || refusedReason == null) {
      return null;
    }
    // A cluster that lost all it held may refuse what it had stored before.
    boolean overcome =
        acknowledgedGeneration != null
            && acknowledgedAt != null
            && (acknowledgedGeneration > refusedGeneration
                || (acknowledgedGeneration.equals(refusedGeneration)
                    && acknowledgedAt.isAfter(refusedAt)));
    return overcome ? null : new Refused(refusedGeneration, refusedAt, refusedReason);
  }
}
