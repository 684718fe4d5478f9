package io.fairlead.api.support;

import io.fairlead.store.Page;
import io.fairlead.store.PageRequest;
import io.fairlead.store.RemediatedResource;
import io.fairlead.store.RemediationWrite;
import io.fairlead.store.Remediations;
import io.fairlead.store.StoredRemediation;
import io.fairlead.store.audit.AuditDraft;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/// No remediations, and no place for any: they are tested over the real database.
public record FakeRemediations(FakeDatabase db) implements Remediations {
  /// Records nothing of its own: the API does what it leaves.
  @Override
  public Remediations audited(AuditDraft draft) {
    return this;
  }

  @Override
  public Uni<Outcome> put(RemediationWrite write, int limit) {
    return db.read(Outcome.Full::new);
  }

  @Override
  public Uni<Optional<StoredRemediation>> find(String id) {
    return db.read(Optional::empty);
  }

  @Override
  public Uni<Page<StoredRemediation>> list(String scope, PageRequest page) {
    return db.read(() -> new Page<>(List.of(), Optional.empty()));
  }

  @Override
  public Uni<Optional<StoredRemediation>> cancel(String id) {
    return db.read(Optional::empty);
  }

  @Override
  public Uni<Boolean> delete(String id) {
    return db.read(() -> false);
  }

  @Override
  public Uni<Page<RemediatedResource>> deployments(String id, PageRequest page) {
    return db.read(() -> new Page<>(List.of(), Optional.empty()));
  }
}
