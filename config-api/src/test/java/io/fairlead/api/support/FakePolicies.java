package io.fairlead.api.support;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.contract.id.PolicyId;
import io.fairlead.contract.id.PolicyType;
import io.fairlead.store.DeleteOutcome;
import io.fairlead.store.Expectation;
import io.fairlead.store.Operation;
import io.fairlead.store.Page;
import io.fairlead.store.PageRequest;
import io.fairlead.store.PolicyQuery;
import io.fairlead.store.PolicyQuery.Reach;
import io.fairlead.store.PolicyStore;
import io.fairlead.store.PolicyWrite;
import io.fairlead.store.StoredPolicy;
import io.fairlead.store.Subscription;
import io.fairlead.store.WriteOutcome;
import io.fairlead.store.audit.AuditDraft;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The resources of Azure Policy of a [FakeDatabase].
public record FakePolicies(FakeDatabase db) implements PolicyStore {
  /// Records nothing of its own: the API does what it leaves.
  @Override
  public PolicyStore audited(AuditDraft draft) {
    return this;
  }

  @Override
  public Uni<WriteOutcome<StoredPolicy>> put(PolicyWrite write, Expectation expectation) {
    return db.write(() -> putNow(write, expectation));
  }

  private WriteOutcome<StoredPolicy> putNow(PolicyWrite write, Expectation expectation) {
    String key = write.id().key();
    StoredPolicy old = db.policies.get(key);
    if (!holds(expectation, old)) {
      return new WriteOutcome.Mismatch<>(Optional.ofNullable(old));
    }
    if (old != null && old.body().toString().equals(write.body().toString())) {
      return new WriteOutcome.Unchanged<>(old);
    }
    if (!write.references().stream().allMatch(id -> db.policies.containsKey(id.key()))) {
      return new WriteOutcome.ParentMissing<>();
    }
    long there =
        db.policies.values().stream()
            .filter(p -> p.id().type() == write.id().type())
            .filter(p -> p.id().scope().equals(write.id().scope()))
            .count();
    if (old == null && there >= write.limit()) {
      return new WriteOutcome.LimitReached<>(write.limit());
    }
    String subscription = write.id().scope().subscriptionId();
    db.subscriptions.putIfAbsent(
        subscription.toLowerCase(Locale.ROOT), new Subscription(subscription, db.now()));
    var stored =
        new StoredPolicy(
            old == null ? write.id() : old.id(),
            old == null ? UUID.randomUUID() : old.uid(),
            db.nextGeneration(),
            write.body().deepCopy(),
            db.touched(old == null ? null : old.systemData(), write.by()));
    db.policies.put(key, stored);
    db.references.put(key, write.references());
    UUID operation = db.record(stored.id().toString(), Operation.Kind.Put, stored.uid(), true);
    return old == null
        ? new WriteOutcome.Created<>(stored, operation)
        : new WriteOutcome.Updated<>(stored, operation, old.generation());
  }

  private static boolean holds(Expectation expectation, @Nullable StoredPolicy old) {
    return FakeDatabase.holds(
        expectation, old == null ? null : old.uid(), old == null ? 0 : old.generation());
  }

  @Override
  public Uni<Optional<StoredPolicy>> find(PolicyId id) {
    return db.read(() -> Optional.ofNullable(db.policies.get(id.key())));
  }

  @Override
  public Uni<Map<PolicyId, JsonNode>> parameters(Collection<PolicyId> definitions) {
    return db.read(
        () ->
            definitions.stream()
                .map(id -> db.policies.get(id.key()))
                .filter(Objects::nonNull)
                .collect(
                    Collectors.toMap(
                        StoredPolicy::id, stored -> stored.body().at("/properties/parameters"))));
  }

  @Override
  public Uni<Page<StoredPolicy>> list(PolicyQuery query, PageRequest page) {
    return db.read(() -> FakeDatabase.page(db.policies, p -> matches(query, p), page));
  }

  private static boolean matches(PolicyQuery query, StoredPolicy policy) {
    var at = policy.id().scope();
    boolean reached =
        at.equals(query.scope())
            || (query.reach() != Reach.EXACT && at.contains(query.scope()))
            || (query.reach() == Reach.ASSOCIATED && query.scope().contains(at));
    return reached
        && policy.id().type() == query.type()
        && query
            .category()
            .map(
                c -> c.equalsIgnoreCase(policy.body().at("/properties/metadata/category").asText()))
            .orElse(true)
        && query.target().map(t -> target(policy).filter(t::equals).isPresent()).orElse(true);
  }

  private static Optional<PolicyId> target(StoredPolicy policy) {
    var properties = policy.body().path("properties");
    String text =
        properties
            .path("policyDefinitionId")
            .asText(properties.path("policyAssignmentId").asText(""));
    return text.isEmpty() ? Optional.empty() : Optional.of(PolicyId.parse(text));
  }

  @Override
  public Uni<DeleteOutcome<StoredPolicy>> delete(PolicyId id, Expectation expectation) {
    return db.write(
        () -> {
          StoredPolicy old = db.policies.get(id.key());
          if (!holds(expectation, old)) {
            return new DeleteOutcome.Mismatch<>(Optional.ofNullable(old));
          }
          if (old == null) {
            return new DeleteOutcome.Absent<>();
          }
          boolean held =
              id.type() == PolicyType.DEFINITION || id.type() == PolicyType.SET_DEFINITION;
          Optional<String> by =
              db.references.entrySet().stream()
                  .filter(entry -> held && entry.getValue().contains(id))
                  .map(
                      entry ->
                          Objects.requireNonNull(db.policies.get(entry.getKey())).id().toString())
                  .findFirst();
          if (by.isPresent()) {
            return new DeleteOutcome.InUse<>(by.get());
          }
          db.policies.remove(id.key());
          db.references.remove(id.key());
          return new DeleteOutcome.Gone<>(
              db.record(old.id().toString(), Operation.Kind.Delete, old.uid(), true),
              old.generation());
        });
  }
}
