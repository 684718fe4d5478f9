package io.fairlead.store;

import io.fairlead.store.audit.AuditDraft;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/// Subscriptions and resource groups. They come into being by [#put] or with their first cluster,
/// and
/// stay. Thread-safe.
public interface ScopeStore {
  /// The same, with every write of it recorded in the transaction of the write: without its entry
  /// in the audit log there is no change.
  ScopeStore audited(AuditDraft draft);

  Uni<Page<Subscription>> subscriptions(PageRequest page);

  Uni<Optional<Subscription>> subscription(String id);

  Uni<Page<ResourceGroup>> resourceGroups(String subscriptionId, PageRequest page);

  Uni<Optional<ResourceGroup>> resourceGroup(String subscriptionId, String name);

  /// Creates or replaces a resource group, and its subscription when it is missing. Answers
  /// [WriteOutcome.Created], [WriteOutcome.Updated], [WriteOutcome.Unchanged] or
  /// [WriteOutcome.Mismatch].
  Uni<WriteOutcome<ResourceGroup>> put(ResourceGroupWrite write, Expectation expectation);
}
