package io.fairlead.api.support;

import io.fairlead.contract.event.AuditEntry;
import io.fairlead.store.Page;
import io.fairlead.store.PageRequest;
import io.fairlead.store.audit.AuditLog;
import io.fairlead.store.audit.AuditQuery;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/// The audit log of a [FakeDatabase], which is only written: it is queried over the real database.
public record FakeAuditLog(FakeDatabase db) implements AuditLog {
  @Override
  public Uni<Void> record(AuditEntry entry) {
    return db.read(() -> db.entries.add(entry)).replaceWithVoid();
  }

  @Override
  public Uni<Page<AuditEntry>> list(AuditQuery query, PageRequest page) {
    return db.read(() -> new Page<>(List.of(), Optional.empty()));
  }
}
