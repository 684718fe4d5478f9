package io.fairlead.store.audit;

import io.fairlead.contract.event.AuditEntry;
import io.fairlead.store.Page;
import io.fairlead.store.PageRequest;
import io.smallrye.mutiny.Uni;

/// Who asked for what, and what became of it. Entries are neither changed nor deleted before their
/// time. Thread-safe. A failed `Uni` means that the database could not be asked.
public interface AuditLog {
  /// Records a request that changed nothing that is stored. One whose entry is there already has
  /// that.
  ///
  /// @return completes when an entry of that id is durable
  Uni<Void> record(AuditEntry entry);

  /// A page, newest first. What is recorded meanwhile neither repeats nor skips an entry that was
  /// there when the first page was read.
  ///
  /// @return fails with [InvalidPageTokenException] when the token is not one of this query
  Uni<Page<AuditEntry>> list(AuditQuery query, PageRequest page);
}
