package io.fairlead.api.support;

import io.fairlead.store.ClusterWrite;
import io.fairlead.store.Expectation;
import io.fairlead.store.Operation;
import io.fairlead.store.Page;
import io.fairlead.store.PageRequest;
import io.fairlead.store.ResourceGroup;
import io.fairlead.store.ResourceGroupWrite;
import io.fairlead.store.ScopeStore;
import io.fairlead.store.Subscription;
import io.fairlead.store.WriteOutcome;
import io.fairlead.store.audit.AuditDraft;
import io.smallrye.mutiny.Uni;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The subscriptions and resource groups of a [FakeDatabase].
public record FakeScopes(FakeDatabase db) implements ScopeStore {
  /// Records nothing of its own: the API does what it leaves.
  @Override
  public ScopeStore audited(AuditDraft draft) {
    return this;
  }

  private static String key(String... parts) {
    return String.join("/", parts).toLowerCase(Locale.ROOT);
  }

  void ensure(ClusterWrite cluster) {
    String subscription = cluster.id().subscriptionId();
    String group = cluster.id().resourceGroup();
    if (!db.groups.containsKey(key(subscription, group))) {
      putNow(
          new ResourceGroupWrite(subscription, group, cluster.location(), Map.of(), cluster.by()),
          new Expectation.Anything());
    }
  }

  @Override
  public Uni<Page<Subscription>> subscriptions(PageRequest page) {
    return db.read(() -> FakeDatabase.page(db.subscriptions, _ -> true, page));
  }

  @Override
  public Uni<Optional<Subscription>> subscription(String id) {
    return db.read(() -> Optional.ofNullable(db.subscriptions.get(key(id))));
  }

  @Override
  public Uni<Page<ResourceGroup>> resourceGroups(String subscriptionId, PageRequest page) {
    return db.read(
        () ->
            FakeDatabase.page(
                db.groups, g -> g.subscriptionId().equalsIgnoreCase(subscriptionId), page));
  }

  @Override
  public Uni<Optional<ResourceGroup>> resourceGroup(String subscriptionId, String name) {
    return db.read(() -> Optional.ofNullable(db.groups.get(key(subscriptionId, name))));
  }

  @Override
  public Uni<WriteOutcome<ResourceGroup>> put(ResourceGroupWrite write, Expectation expectation) {
    return db.write(() -> putNow(write, expectation));
  }

  private WriteOutcome<ResourceGroup> putNow(ResourceGroupWrite write, Expectation expectation) {
    String key = key(write.subscriptionId(), write.name());
    ResourceGroup old = db.groups.get(key);
    if (!FakeDatabase.holds(
        expectation, old == null ? null : old.uid(), old == null ? 0 : old.generation())) {
      return new WriteOutcome.Mismatch<>(Optional.ofNullable(old));
    }
    if (old != null && old.location().equals(write.location()) && old.tags().equals(write.tags())) {
      return new WriteOutcome.Unchanged<>(old);
    }
    db.subscriptions.putIfAbsent(
        key(write.subscriptionId()), new Subscription(write.subscriptionId(), db.now()));
    var stored =
        new ResourceGroup(
            old == null ? write.subscriptionId() : old.subscriptionId(),
            old == null ? write.name() : old.name(),
            old == null ? UUID.randomUUID() : old.uid(),
            db.nextGeneration(),
            write.location(),
            write.tags(),
            db.touched(old == null ? null : old.systemData(), write.by()));
    db.groups.put(key, stored);
    UUID operation = db.record(key, Operation.Kind.Put, stored.uid(), true);
    return old == null
        ? new WriteOutcome.Created<>(stored, operation)
        : new WriteOutcome.Updated<>(stored, operation, old.generation());
  }
}
