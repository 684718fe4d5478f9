package io.fairlead.api.support;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.store.ClusterScope;
import io.fairlead.store.ClusterStore;
import io.fairlead.store.ClusterWrite;
import io.fairlead.store.Connectivity;
import io.fairlead.store.DeleteOutcome;
import io.fairlead.store.Expectation;
import io.fairlead.store.Operation;
import io.fairlead.store.Page;
import io.fairlead.store.PageRequest;
import io.fairlead.store.StoredCluster;
import io.fairlead.store.WriteOutcome;
import io.fairlead.store.audit.AuditDraft;
import io.smallrye.mutiny.Uni;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The clusters of a [FakeDatabase].
public record FakeClusters(FakeDatabase db) implements ClusterStore {
  /// Records nothing of its own: the API does what it leaves.
  @Override
  public ClusterStore audited(AuditDraft draft) {
    return this;
  }

  @Override
  public Uni<WriteOutcome<StoredCluster>> put(ClusterWrite write, Expectation expectation) {
    return db.write(() -> putNow(write, expectation));
  }

  private WriteOutcome<StoredCluster> putNow(ClusterWrite write, Expectation expectation) {
    StoredCluster old = db.clusters.get(write.id().key());
    if (!holds(expectation, old)) {
      return new WriteOutcome.Mismatch<>(Optional.ofNullable(old));
    }
    if (old != null && same(old, write)) {
      return new WriteOutcome.Unchanged<>(old);
    }
    var stored =
        new StoredCluster(
            old == null ? write.id() : old.id(),
            old == null ? UUID.randomUUID() : old.uid(),
            db.nextGeneration(),
            write.location(),
            write.tags(),
            write.identity(),
            write.agentPublicKeyCertificate(),
            write.properties(),
            db.touched(old == null ? null : old.systemData(), write.by()),
            old == null ? connecting() : old.connectivity());
    db.clusters.put(write.id().key(), stored);
    db.scopeStore().ensure(write);
    UUID operation = db.record(stored.id().toString(), Operation.Kind.Put, stored.uid(), true);
    return old == null
        ? new WriteOutcome.Created<>(stored, operation)
        : new WriteOutcome.Updated<>(stored, operation, old.generation());
  }

  private static boolean holds(Expectation expectation, @Nullable StoredCluster old) {
    return FakeDatabase.holds(
        expectation, old == null ? null : old.uid(), old == null ? 0 : old.generation());
  }

  private static boolean same(StoredCluster old, ClusterWrite write) {
    return old.location().equals(write.location())
        && old.tags().equals(write.tags())
        && Objects.equals(old.identity(), write.identity())
        && old.agentPublicKeyCertificate().equals(write.agentPublicKeyCertificate())
        && old.properties().equals(write.properties());
  }

  private Connectivity connecting() {
    return new Connectivity(Connectivity.State.Connecting, db.now(), null, false, null, null);
  }

  static StoredCluster with(StoredCluster c, Connectivity connectivity) {
    return new StoredCluster(
        c.id(),
        c.uid(),
        c.generation(),
        c.location(),
        c.tags(),
        c.identity(),
        c.agentPublicKeyCertificate(),
        c.properties(),
        c.systemData(),
        connectivity);
  }

  @Override
  public Uni<Optional<StoredCluster>> find(ResourceId id) {
    return db.read(() -> Optional.ofNullable(db.clusters.get(id.key())));
  }

  @Override
  public Uni<Page<StoredCluster>> list(ClusterScope scope, String type, PageRequest page) {
    return db.read(
        () ->
            FakeDatabase.page(
                db.clusters,
                c ->
                    c.id().type().equalsIgnoreCase(type)
                        && c.id().subscriptionId().equalsIgnoreCase(scope.subscriptionId())
                        && switch (scope) {
                          case ClusterScope.InSubscription _ -> true;
                          case ClusterScope.InResourceGroup in ->
                              in.resourceGroup().equalsIgnoreCase(c.id().resourceGroup());
                        },
                page));
  }

  @Override
  public Uni<DeleteOutcome<StoredCluster>> delete(ResourceId id, Expectation expectation) {
    return db.write(
        () -> {
          StoredCluster old = db.clusters.get(id.key());
          if (!holds(expectation, old)) {
            return new DeleteOutcome.Mismatch<>(Optional.ofNullable(old));
          }
          if (old == null) {
            return new DeleteOutcome.Absent<>();
          }
          db.clusters.remove(id.key());
          db.configurations.values().removeIf(c -> c.id().cluster().equals(id));
          db.policies
              .values()
              .removeIf(p -> p.id().scope().cluster().filter(id::equals).isPresent());
          db.references.keySet().retainAll(db.policies.keySet());
          return new DeleteOutcome.Gone<>(
              db.record(old.id().toString(), Operation.Kind.Delete, old.uid(), true),
              old.generation());
        });
  }
}
