package io.fairlead.api.support;

import io.fairlead.contract.event.Lifecycle;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.json.Json;
import io.fairlead.store.ConfigurationStore;
import io.fairlead.store.ConfigurationWrite;
import io.fairlead.store.Connectivity;
import io.fairlead.store.DeleteOutcome;
import io.fairlead.store.Expectation;
import io.fairlead.store.ListedConfiguration;
import io.fairlead.store.Operation;
import io.fairlead.store.Page;
import io.fairlead.store.PageRequest;
import io.fairlead.store.Progress;
import io.fairlead.store.StoredCluster;
import io.fairlead.store.StoredConfiguration;
import io.fairlead.store.WriteOutcome;
import io.fairlead.store.audit.AuditDraft;
import io.fairlead.store.secret.SealingKey;
import io.smallrye.mutiny.Uni;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The configurations of a [FakeDatabase].
public record FakeConfigurations(FakeDatabase db) implements ConfigurationStore {
  /// Records nothing of its own: the API does what it leaves.
  @Override
  public ConfigurationStore audited(AuditDraft draft) {
    return this;
  }

  @Override
  public Uni<WriteOutcome<StoredConfiguration>> put(
      ConfigurationWrite write, Expectation expectation) {
    return db.write(() -> putNow(write, expectation));
  }

  private WriteOutcome<StoredConfiguration> putNow(
      ConfigurationWrite write, Expectation expectation) {
    StoredCluster cluster = db.clusters.get(write.id().cluster().key());
    if (cluster == null) {
      return new WriteOutcome.ParentMissing<>();
    }
    StoredConfiguration old = visible(write.id());
    if (!holds(expectation, old)) {
      return new WriteOutcome.Mismatch<>(Optional.ofNullable(old));
    }
    if (old != null && old.lifecycle() == Lifecycle.Deleting) {
      return new WriteOutcome.BeingDeleted<>(old);
    }
    if (!write.settings().given().isEmpty()) {
      // Where it is not to be found: a fake that cannot seal keeps nothing.
      var _ = SealingKey.of(cluster.agentPublicKeyCertificate());
    } else if (old != null && old.properties().equals(write.properties())) {
      return new WriteOutcome.Unchanged<>(old);
    }
    var stored =
        new StoredConfiguration(
            old == null ? write.id() : old.id(),
            old == null ? UUID.randomUUID() : old.uid(),
            db.nextGeneration(),
            Lifecycle.Active,
            write.properties().deepCopy(),
            db.touched(old == null ? null : old.systemData(), write.by()),
            db.now(),
            old == null ? Progress.NONE : old.progress(),
            cluster.connectivity(),
            null);
    db.configurations.put(write.id().key(), stored);
    if (old != null) {
      db.finishOperations(old.uid());
    }
    boolean waits = write.properties().path("waitForReconciliation").asBoolean(false);
    UUID operation = db.record(stored.id().toString(), Operation.Kind.Put, stored.uid(), !waits);
    return old == null
        ? new WriteOutcome.Created<>(stored, operation)
        : new WriteOutcome.Updated<>(stored, operation, old.generation());
  }

  private @Nullable StoredConfiguration visible(ResourceId id) {
    StoredConfiguration stored = db.configurations.get(id.key());
    return stored != null && isV1(id) && stored.lifecycle() == Lifecycle.Deleting ? null : stored;
  }

  private static boolean isV1(ResourceId id) {
    return id.type().toLowerCase(Locale.ROOT).endsWith("/sourcecontrolconfigurations");
  }

  private static boolean holds(Expectation expectation, @Nullable StoredConfiguration old) {
    return FakeDatabase.holds(
        expectation, old == null ? null : old.uid(), old == null ? 0 : old.generation());
  }

  static StoredConfiguration with(StoredConfiguration c, Connectivity connectivity) {
    return copy(c, c.progress(), connectivity);
  }

  /// The configuration, further on its way.
  public static StoredConfiguration with(StoredConfiguration c, Progress progress) {
    return copy(c, progress, c.connectivity());
  }

  private static StoredConfiguration copy(
      StoredConfiguration c, Progress progress, Connectivity connectivity) {
    return new StoredConfiguration(
        c.id(),
        c.uid(),
        c.generation(),
        c.lifecycle(),
        c.properties(),
        c.systemData(),
        c.changedAt(),
        progress,
        connectivity,
        c.managedBy());
  }

  private StoredConfiguration deleting(StoredConfiguration c) {
    return new StoredConfiguration(
        c.id(),
        c.uid(),
        db.nextGeneration(),
        Lifecycle.Deleting,
        c.properties(),
        c.systemData(),
        db.now(),
        c.progress(),
        c.connectivity(),
        c.managedBy());
  }

  @Override
  public Uni<Optional<StoredConfiguration>> find(ResourceId id) {
    return db.read(() -> Optional.ofNullable(visible(id)));
  }

  @Override
  public Uni<Page<ListedConfiguration>> list(ResourceId cluster, String type, PageRequest page) {
    return db.read(
        () -> {
          Page<StoredConfiguration> found =
              FakeDatabase.page(
                  db.configurations,
                  c ->
                      c.id().cluster().equals(cluster)
                          && c.id().type().equalsIgnoreCase(type)
                          && visible(c.id()) != null,
                  page);
          return new Page<>(found.items().stream().map(this::sealed).toList(), found.next());
        });
  }

  private ListedConfiguration sealed(StoredConfiguration c) {
    return new ListedConfiguration(Json.write(c.properties()).length, () -> db.opened(c));
  }

  @Override
  public Uni<DeleteOutcome<StoredConfiguration>> delete(
      ResourceId id, Expectation expectation, boolean force) {
    return db.write(
        () -> {
          StoredConfiguration old = visible(id);
          if (!holds(expectation, old)) {
            return new DeleteOutcome.Mismatch<>(Optional.ofNullable(old));
          }
          if (old == null) {
            return new DeleteOutcome.Absent<>();
          }
          boolean never = old.connectivity().state() == Connectivity.State.Connecting;
          if (force || never) {
            db.confirmRemoval(old.id().toString());
            return new DeleteOutcome.Gone<>(
                db.record(old.id().toString(), Operation.Kind.Delete, old.uid(), true),
                old.generation());
          }
          var deleting = deleting(old);
          db.configurations.put(id.key(), deleting);
          return new DeleteOutcome.Accepted<>(
              deleting,
              db.record(old.id().toString(), Operation.Kind.Delete, old.uid(), false),
              old.generation());
        });
  }
}
