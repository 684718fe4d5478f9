package io.fairlead.api.support;

import io.fairlead.api.operation.Catalog;
import io.fairlead.contract.event.AuditEntry;
import io.fairlead.contract.id.PolicyId;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.policy.PolicyVerdict;
import io.fairlead.store.Connectivity;
import io.fairlead.store.Expectation;
import io.fairlead.store.InvalidPageTokenException;
import io.fairlead.store.Operation;
import io.fairlead.store.Operations;
import io.fairlead.store.Page;
import io.fairlead.store.PageRequest;
import io.fairlead.store.Principal;
import io.fairlead.store.ResourceGroup;
import io.fairlead.store.StoredCluster;
import io.fairlead.store.StoredConfiguration;
import io.fairlead.store.StoredPolicy;
import io.fairlead.store.StoredPolicyState;
import io.fairlead.store.Subscription;
import io.fairlead.store.SystemData;
import io.fairlead.store.secret.SecretHandover;
import io.fairlead.store.secret.SecretProvider;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The store's port without a database: the same rules in memory, one call at a time. Its clock
/// stands still until it is moved. Tests move clusters and configurations along as agents would,
/// and can take the database away.
public final class FakeDatabase implements Operations {
  final SortedMap<String, Subscription> subscriptions = new TreeMap<>();
  final SortedMap<String, ResourceGroup> groups = new TreeMap<>();
  final SortedMap<String, StoredCluster> clusters = new TreeMap<>();
  final SortedMap<String, StoredConfiguration> configurations = new TreeMap<>();

  final SortedMap<String, StoredPolicy> policies = new TreeMap<>();
  final Map<String, Set<PolicyId>> references = new LinkedHashMap<>();

  final SortedMap<String, StoredPolicyState> states = new TreeMap<>();

  final List<AuditEntry> entries = new CopyOnWriteArrayList<>();

  private final Map<UUID, Operation> operations = new LinkedHashMap<>();
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
  private final AtomicReference<@Nullable Supplier<Uni<Void>>> outage = new AtomicReference<>();
  private final AtomicReference<@Nullable Runnable> beforeWrite = new AtomicReference<>();
  private final AtomicReference<Consumer<StoredConfiguration>> whileOpening =
      new AtomicReference<>(_ -> {});
  private long generation;

  public FakeClusters clusterStore() {
    return new FakeClusters(this);
  }

  public FakeConfigurations configurationStore() {
    return new FakeConfigurations(this);
  }

  public FakePolicies policyStore() {
    return new FakePolicies(this);
  }

  /// All of them.
  public Catalog.Stores stores() {
    return stores(SecretProvider.NONE, SecretHandover.NONE);
  }

  public Catalog.Stores stores(SecretProvider secrets, SecretHandover handover) {
    return new Catalog.Stores(
        new NoRoleAssignments(),
        scopeStore(),
        clusterStore(),
        configurationStore(),
        policyStore(),
        policyStates(),
        fleetView(),
        remediations(),
        this,
        new FakeAuditLog(this),
        secrets,
        handover);
  }

  public FakePolicyFeed policyFeed() {
    return new FakePolicyFeed(this);
  }

  public FakeFleetView fleetView() {
    return new FakeFleetView(this);
  }

  public FakeRemediations remediations() {
    return new FakeRemediations(this);
  }

  public FakePolicyStates policyStates() {
    return new FakePolicyStates(this);
  }

  public FakeScopes scopeStore() {
    return new FakeScopes(this);
  }

  public InstantSource clock() {
    return this::now;
  }

  Instant now() {
    return Objects.requireNonNull(now.get());
  }

  public void pass(Duration time) {
    now.updateAndGet(instant -> instant.plus(time));
  }

  /// From now on every call waits for this first, which may fail or never come; null ends it.
  public void takeAway(@Nullable Supplier<Uni<Void>> instead) {
    outage.set(instead);
  }

  /// Runs once, before the next write: what another client does in between.
  public void beforeNextWrite(Runnable meanwhile) {
    beforeWrite.set(meanwhile);
  }

  /// Happens from now on whenever a configuration of a list is opened, on the thread that does it.
  public void whileOpening(Consumer<StoredConfiguration> what) {
    whileOpening.set(what);
  }

  StoredConfiguration opened(StoredConfiguration configuration) {
    whileOpening.get().accept(configuration);
    return configuration;
  }

  /// What the agent of a cluster is known to do.
  public synchronized void connectivity(String clusterId, Connectivity connectivity) {
    String key = ResourceId.parse(clusterId).key();
    clusters.computeIfPresent(key, (_, c) -> FakeClusters.with(c, connectivity));
    configurations.replaceAll(
        (_, c) ->
            c.id().cluster().key().equals(key) ? FakeConfigurations.with(c, connectivity) : c);
  }

  /// Moves a configuration along.
  public synchronized void move(String id, UnaryOperator<StoredConfiguration> change) {
    configurations.computeIfPresent(ResourceId.parse(id).key(), (_, c) -> change.apply(c));
  }

  /// What the policy engine says of a resource.
  public synchronized void say(StoredPolicyState state) {
    states.put(PolicyVerdict.key(state.resource(), state.assignment(), state.reference()), state);
  }

  /// The configuration as stored.
  public synchronized StoredConfiguration configuration(String id) {
    return Objects.requireNonNull(configurations.get(ResourceId.parse(id).key()));
  }

  <T> Uni<T> read(Supplier<T> work) {
    Supplier<Uni<Void>> instead = outage.get();
    return instead == null ? locked(work) : instead.get().flatMap(_ -> locked(work));
  }

  <T> Uni<T> write(Supplier<T> work) {
    Runnable meanwhile = beforeWrite.getAndSet(null);
    if (meanwhile != null) {
      meanwhile.run();
    }
    return read(work);
  }

  private <T> Uni<T> locked(Supplier<T> work) {
    return Uni.createFrom()
        .item(
            () -> {
              synchronized (this) {
                return work.get();
              }
            });
  }

  long nextGeneration() {
    return ++generation;
  }

  SystemData touched(@Nullable SystemData before, Principal by) {
    return before == null
        ? new SystemData(by, now(), by, now())
        : new SystemData(before.createdBy(), before.createdAt(), by, now());
  }

  UUID record(String resourceId, Operation.Kind kind, UUID uid, boolean finished) {
    var operation =
        new Operation(
            UUID.randomUUID(), resourceId, kind, uid, generation, now(), finished ? now() : null);
    operations.put(operation.id(), operation);
    return operation.id();
  }

  /// Finishes the deletion of an incarnation, as its cluster's confirmation does.
  public synchronized void confirmRemoval(String id) {
    StoredConfiguration gone = configurations.remove(ResourceId.parse(id).key());
    if (gone != null) {
      finishOperations(gone.uid());
    }
  }

  void finishOperations(UUID uid) {
    operations.replaceAll(
        (_, o) ->
            o.uid().equals(uid) && o.finishedAt() == null
                ? new Operation(
                    o.id(), o.resourceId(), o.kind(), o.uid(), o.generation(), o.startedAt(), now())
                : o);
  }

  static boolean holds(Expectation expectation, @Nullable UUID uid, long generation) {
    return switch (expectation) {
      case Expectation.Anything() -> true;
      case Expectation.Absent() -> uid == null;
      case Expectation.Present() -> uid != null;
      case Expectation.Exactly(UUID expected, long at) -> expected.equals(uid) && at == generation;
    };
  }

  static <T> Page<T> page(SortedMap<String, T> all, Predicate<T> in, PageRequest request) {
    String prefix = "after:";
    String after = request.token().orElse(prefix);
    if (!after.startsWith(prefix)) {
      throw new InvalidPageTokenException("not a token of this list");
    }
    String from = after.substring(prefix.length());
    List<Map.Entry<String, T>> rest =
        all.entrySet().stream()
            .filter(e -> e.getKey().compareTo(from) > 0 && in.test(e.getValue()))
            .toList();
    List<Map.Entry<String, T>> items = rest.stream().limit(request.top()).toList();
    return new Page<>(
        items.stream().map(Map.Entry::getValue).toList(),
        rest.size() > items.size()
            ? Optional.of(prefix + items.getLast().getKey())
            : Optional.empty());
  }

  @Override
  public Uni<Optional<Operation>> find(UUID id) {
    return read(() -> Optional.ofNullable(operations.get(id)));
  }

  @Override
  public Uni<Optional<Operation>> newest(UUID uid) {
    return read(
        () ->
            operations.values().stream()
                .filter(o -> o.uid().equals(uid))
                .reduce((_, newer) -> newer));
  }
}
