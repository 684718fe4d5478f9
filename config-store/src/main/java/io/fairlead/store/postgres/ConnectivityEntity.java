package io.fairlead.store.postgres;

import io.fairlead.contract.event.AgentDescription;
import io.fairlead.store.Connectivity;
import io.fairlead.store.Connectivity.RemovalsHeld;
import io.fairlead.store.Connectivity.State;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/// A row of `cluster_connectivity`, which only ingestion writes.
@Entity
@Immutable
@Table(name = "cluster_connectivity")
@SuppressWarnings("NullAway.Init") // Hibernate fills it
class ConnectivityEntity {
  @Id private UUID uid;

  @Column(name = "epoch")
  private long epoch;

  @Column(name = "session_open")
  private boolean sessionOpen;

  @ColumnTransformer(read = "cast(agent as text)", write = StoredJson.WRITE)
  private @Nullable String agent;

  @Column(name = "last_heartbeat_at")
  private Instant lastHeartbeatAt;

  @Column(name = "connected_since")
  private Instant connectedSince;

  @Column(name = "removals_held")
  private int removalsHeld;

  @Column(name = "removals_of")
  private int removalsOf;

  @Column(name = "removals_at")
  private @Nullable Instant removalsAt;

  /// For Hibernate.
  protected ConnectivityEntity() {}

  /// As [FoundSql#COLUMNS] have it.
  ConnectivityEntity(Row row) {
    uid = row.getUUID("k_uid");
    epoch = row.getLong("k_epoch");
    sessionOpen = row.getBoolean("k_session_open");
    agent = row.getString("k_agent");
    lastHeartbeatAt = row.getOffsetDateTime("k_last_heartbeat_at").toInstant();
    connectedSince = row.getOffsetDateTime("k_connected_since").toInstant();
    removalsHeld = row.getInteger("k_removals_held");
    removalsOf = row.getInteger("k_removals_of");
    removalsAt = FoundSql.time(row, "k_removals_at");
  }

  /// What is known at a time.
  ///
  /// @param row null when the cluster's agent was never heard of
  static Connectivity at(
      Instant now, Duration offlineAfter, @Nullable ConnectivityEntity row, Instant createdAt) {
    if (row == null) {
      return new Connectivity(State.Connecting, createdAt, null, false, null, null);
    }
    boolean offline = row.isSilentFor(offlineAfter, now);
    return new Connectivity(
        offline ? State.Offline : State.Connected,
        offline ? row.lastHeartbeatAt : row.connectedSince,
        row.lastHeartbeatAt,
        row.sessionOpen,
        row.agent == null ? null : StoredJson.read(row.agent, AgentDescription.class),
        row.removalsHeld == 0 || row.removalsAt == null
            ? null
            : new RemovalsHeld(row.removalsHeld, row.removalsOf, row.epoch, row.removalsAt));
  }

  boolean isSilentFor(Duration time, Instant now) {
    return !lastHeartbeatAt.plus(time).isAfter(now);
  }
}
