package io.fairlead.store.postgres;

import io.fairlead.store.Operation;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A row of `operations`.
@Entity
@Table(name = "operations")
@SuppressWarnings("NullAway.Init") // Hibernate fills what its constructor leaves
class OperationEntity {
  @Id private UUID id;

  @Column(name = "resource_id")
  private String resourceId;

  private String kind;
  private UUID uid;
  private long generation;

  @Column(name = "started_at")
  private Instant startedAt;

  @Column(name = "finished_at")
  private @Nullable Instant finishedAt;

  /// For Hibernate.
  protected OperationEntity() {}

  OperationEntity(Operation operation) {
    id = operation.id();
    resourceId = operation.resourceId();
    kind = operation.kind().name();
    uid = operation.uid();
    generation = operation.generation();
    startedAt = operation.startedAt();
    finishedAt = operation.finishedAt();
  }

  Operation toOperation() {
    return new Operation(
        id, resourceId, Operation.Kind.valueOf(kind), uid, generation, startedAt, finishedAt);
  }
}
