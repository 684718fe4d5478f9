package io.fairlead.store.postgres;

import io.fairlead.store.Expectation;
import io.fairlead.store.Operation;
import io.fairlead.store.Page;
import io.fairlead.store.PageRequest;
import io.fairlead.store.ResourceGroup;
import io.fairlead.store.ResourceGroupWrite;
import io.fairlead.store.ScopeStore;
import io.fairlead.store.Subscription;
import io.fairlead.store.WriteOutcome;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.LockMode;
import org.hibernate.reactive.mutiny.Mutiny.SelectionQuery;
import org.hibernate.reactive.mutiny.Mutiny.Session;
import org.hibernate.reactive.mutiny.Mutiny.SessionFactory;
import org.jspecify.annotations.Nullable;

/// Subscriptions and resource groups in PostgreSQL.
public final class PostgresScopeStore implements ScopeStore {
  private static final KeyRange ALL_SUBSCRIPTIONS = new KeyRange("", "subscriptions");

  private final Sessions sessions;
  private final InstantSource clock;

  public PostgresScopeStore(SessionFactory sessions, InstantSource clock) {
    this.sessions = new Sessions(sessions);
    this.clock = clock;
  }

  @Override
  public Uni<Page<Subscription>> subscriptions(PageRequest page) {
    return Uni.createFrom()
        .item(() -> ALL_SUBSCRIPTIONS.after(page))
        .chain(
            after ->
                sessions.read(
                    session ->
                        seen(
                                page,
                                session.createSelectionQuery(
                                    "from SubscriptionEntity where key > :after"
                                        + seen(page)
                                        + " order by key",
                                    SubscriptionEntity.class))
                            .setParameter("after", after)
                            .setMaxResults(page.top() + 1)
                            .getResultList()))
        .map(
            rows ->
                ALL_SUBSCRIPTIONS.page(
                    rows, page, SubscriptionEntity::key, SubscriptionEntity::toSubscription));
  }

  /// What limits a list to what is seen.
  private static String seen(PageRequest page) {
    return page.within().isPresent() ? " and key in :seen" : "";
  }

  private static <T> SelectionQuery<T> seen(PageRequest page, SelectionQuery<T> query) {
    page.within().ifPresent(keys -> query.setParameter("seen", keys));
    return query;
  }

  @Override
  public Uni<Optional<Subscription>> subscription(String id) {
    return sessions
        .read(session -> session.find(SubscriptionEntity.class, id.toLowerCase(Locale.ROOT)))
        .map(row -> Optional.ofNullable(row).map(SubscriptionEntity::toSubscription));
  }

  @Override
  public Uni<Page<ResourceGroup>> resourceGroups(String subscriptionId, PageRequest page) {
    KeyRange range = new KeyRange(subscriptionId + "/", "resourceGroups");
    return Uni.createFrom()
        .item(() -> range.after(page))
        .chain(
            after ->
                sessions.read(
                    session ->
                        seen(
                                page,
                                session.createSelectionQuery(
                                    "from ResourceGroupEntity where key > :after and key < :end"
                                        + seen(page)
                                        + " order by key",
                                    ResourceGroupEntity.class))
                            .setParameter("after", after)
                            .setParameter("end", range.end())
                            .setMaxResults(page.top() + 1)
                            .getResultList()))
        .map(
            rows ->
                range.page(
                    rows, page, ResourceGroupEntity::key, ResourceGroupEntity::toResourceGroup));
  }

  @Override
  public Uni<Optional<ResourceGroup>> resourceGroup(String subscriptionId, String name) {
    return sessions
        .read(
            session ->
                session.find(
                    ResourceGroupEntity.class, ResourceGroupEntity.key(subscriptionId, name)))
        .map(row -> Optional.ofNullable(row).map(ResourceGroupEntity::toResourceGroup));
  }

  @Override
  public Uni<WriteOutcome<ResourceGroup>> put(ResourceGroupWrite write, Expectation expectation) {
    return sessions.write(session -> put(session, write, expectation));
  }

  private Uni<WriteOutcome<ResourceGroup>> put(
      Session session, ResourceGroupWrite write, Expectation expectation) {
    String key = ResourceGroupEntity.key(write.subscriptionId(), write.name());
    return Statements.lock(session, key)
        .chain(() -> session.find(ResourceGroupEntity.class, key, LockMode.PESSIMISTIC_WRITE))
        .chain(row -> decide(session, row, write, expectation));
  }

  private Uni<WriteOutcome<ResourceGroup>> decide(
      Session session,
      @Nullable ResourceGroupEntity row,
      ResourceGroupWrite write,
      Expectation expectation) {
    Instant now = clock.instant();
    if (row == null) {
      if (!Expectations.hold(expectation, null, 0)) {
        return Uni.createFrom().item(new WriteOutcome.Mismatch<>(Optional.empty()));
      }
      return Statements.nextGeneration(session)
          .map(generation -> new ResourceGroupEntity(write, UUID.randomUUID(), generation, now))
          .call(() -> Statements.ensureSubscription(session, write.subscriptionId(), now))
          .call(session::persist)
          .chain(
              created ->
                  record(session, created, now)
                      .map(
                          operation ->
                              new WriteOutcome.Created<>(created.toResourceGroup(), operation)));
    }
    if (!Expectations.hold(expectation, row.uid(), row.generation())) {
      return Uni.createFrom().item(new WriteOutcome.Mismatch<>(Optional.of(row.toResourceGroup())));
    }
    if (row.equalTo(write)) {
      return Uni.createFrom().item(new WriteOutcome.Unchanged<>(row.toResourceGroup()));
    }
    return Statements.nextGeneration(session)
        .invoke(generation -> row.change(write, generation, now))
        .chain(() -> record(session, row, now))
        .map(operation -> new WriteOutcome.Updated<>(row.toResourceGroup(), operation));
  }

  private static Uni<UUID> record(Session session, ResourceGroupEntity row, Instant now) {
    ResourceGroup group = row.toResourceGroup();
    String id = "/subscriptions/" + group.subscriptionId() + "/resourceGroups/" + group.name();
    return Statements.record(
        session,
        new Operation(
            UUID.randomUUID(), id, Operation.Kind.Put, row.uid(), row.generation(), now, now));
  }
}
