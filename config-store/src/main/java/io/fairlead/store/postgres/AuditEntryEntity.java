package io.fairlead.store.postgres;

import io.fairlead.contract.event.AuditEntry;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.Immutable;

/// A row of `audit_entries`: written, and never changed. Its `changed_xid` is the database's
/// business.
@Entity
@Immutable
@Table(name = "audit_entries")
@SuppressWarnings({"NullAway.Init", "unused"}) // Hibernate reads and fills the fields
class AuditEntryEntity {
  @Id
  @Column(name = "id_key")
  private String key;

  @Column(name = "subscription_key")
  private String subscriptionKey;

  @Column(name = "group_key")
  private String groupKey;

  @Column(name = "resource_key")
  private String resourceKey;

  @Column(name = "correlation_id")
  private String correlationId;

  @Column(name = "changed_at")
  private Instant at;

  @ColumnTransformer(read = "cast(entry as text)", write = StoredJson.WRITE)
  private String entry;

  /// For Hibernate.
  protected AuditEntryEntity() {}

  AuditEntryEntity(AuditEntry recorded) {
    AuditRow row = AuditRow.of(recorded);
    key = row.key();
    subscriptionKey = row.subscription();
    groupKey = row.group();
    resourceKey = row.resource();
    correlationId = row.correlation();
    at = row.at();
    entry = row.json();
  }
}
