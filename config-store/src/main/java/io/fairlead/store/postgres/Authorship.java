package io.fairlead.store.postgres;

import io.fairlead.store.Principal;
import io.fairlead.store.SystemData;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Instant;

/// The columns behind [SystemData].
@Embeddable
record Authorship(
    @Column(name = "created_by") String createdBy,
    @Column(name = "created_by_type") String createdByType,
    @Column(name = "created_at") Instant createdAt,
    @Column(name = "modified_by") String modifiedBy,
    @Column(name = "modified_by_type") String modifiedByType,
    @Column(name = "changed_at") Instant changedAt) {
  static Authorship of(Row row) {
    return new Authorship(
        row.getString("created_by"),
        row.getString("created_by_type"),
        row.getOffsetDateTime("created_at").toInstant(),
        row.getString("modified_by"),
        row.getString("modified_by_type"),
        row.getOffsetDateTime("changed_at").toInstant());
  }

  static Authorship created(Principal by, Instant at) {
    return new Authorship(by.name(), by.type(), at, by.name(), by.type(), at);
  }

  Authorship changed(Principal by, Instant at) {
    return new Authorship(createdBy, createdByType, createdAt, by.name(), by.type(), at);
  }

  Authorship changed(Instant at) {
    return new Authorship(createdBy, createdByType, createdAt, modifiedBy, modifiedByType, at);
  }

  SystemData toSystemData() {
    return new SystemData(
        Principal.named(createdBy, createdByType),
        createdAt,
        Principal.named(modifiedBy, modifiedByType),
        changedAt);
  }
}
