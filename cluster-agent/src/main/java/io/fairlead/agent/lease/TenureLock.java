package io.fairlead.agent.lease;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaderElectionRecord;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.Lock;
import io.fairlead.agent.cluster.Faults;
import io.fairlead.agent.record.RecordDefinitions;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The lease, as the election reads and writes it. Keeps the tenure up to date with that, and finds
/// out when another agent had the lease since this one: whoever has lost it once does not take it
/// again, as what it knows of the cluster's records is no longer true. Thread-safe.
final class TenureLock implements Lock {
  private final String namespace;
  private final LeaseLock lease;
  private final Tenure tenure;
  private final Consumer<Standing> standing;
  private boolean everHeld;
  private boolean released;

  /// @param identity tells this agent from all others of the cluster
  /// @param standing told how things are after each call
  TenureLock(String namespace, String identity, Tenure tenure, Consumer<Standing> standing) {
    this.namespace = namespace;
    this.lease = new LeaseLock(namespace, Candidacy.NAME, identity);
    this.tenure = tenure;
    this.standing = standing;
  }

  @Override
  public synchronized @Nullable LeaderElectionRecord get(KubernetesClient client) {
    LeaderElectionRecord found = asked(() -> lease.get(client));
    String holder =
        found == null ? identity() : Objects.requireNonNullElse(found.getHolderIdentity(), "");
    if (holder.equals(identity())) {
      return found;
    }
    if (everHeld && !released) {
      tenure.end();
      standing.accept(new Standing.Lost(holder));
      throw new KubernetesClientException("another agent has had the lease: " + holder);
    }
    standing.accept(new Standing.Standby(holder));
    return found;
  }

  @Override
  public synchronized void create(KubernetesClient client, LeaderElectionRecord record) {
    write(
        record,
        () -> {
          RecordDefinitions.makeNamespace(client, namespace);
          lease.create(client, record);
        });
  }

  @Override
  public synchronized void update(KubernetesClient client, LeaderElectionRecord record) {
    write(record, () -> lease.update(client, record));
  }

  private void write(LeaderElectionRecord record, Runnable call) {
    if (!identity().equals(record.getHolderIdentity())) {
      // It is given up: nothing may be written from before that on.
      released = true;
      tenure.end();
      call.run();
      return;
    }
    long began = tenure.now();
    asked(
        () -> {
          call.run();
          return null;
        });
    everHeld = true;
    tenure.renewed(began);
    standing.accept(new Standing.Holder());
  }

  private <T> @Nullable T asked(Supplier<@Nullable T> call) {
    try {
      return call.get();
    } catch (KubernetesClientException e) {
      standing.accept(new Standing.Unknown(Faults.reason(e)));
      throw e;
    }
  }

  @Override
  public String identity() {
    return lease.identity();
  }

  @Override
  public String describe() {
    return lease.describe();
  }
}
