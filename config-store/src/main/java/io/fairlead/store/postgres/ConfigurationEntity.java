package io.fairlead.store.postgres;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.contract.event.Lifecycle;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.policy.ManagedBy;
import io.fairlead.encryption.PropertiesSeal;
import io.fairlead.store.ConfigurationWrite;
import io.fairlead.store.Connectivity;
import io.fairlead.store.Operation;
import io.fairlead.store.Progress;
import io.fairlead.store.ProtectedFault;
import io.fairlead.store.StoredConfiguration;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

/// A row of `configurations`. Its `changed_xid` is the database's business.
@Entity
@Table(name = "configurations")
@SuppressWarnings("NullAway.Init") // Hibernate fills what its constructor leaves
class ConfigurationEntity {
  private static final String V1 = "/sourcecontrolconfigurations";

  @Id
  @Column(name = "id_key")
  private String key;

  private String id;

  @Column(name = "cluster_key")
  private String clusterKey;

  private UUID uid;
  private long generation;
  private String lifecycle;

  /// Sealed.
  private byte[] properties;

  /// What the row takes in a list; the database works it out.
  @Column(name = "bytes", insertable = false, updatable = false)
  private int bytes;

  @Embedded private Authorship authorship;

  /// The policy that wrote it: ingestion's to write, and a user's only to begin without.
  @ColumnTransformer(read = "cast(managed_by as text)", write = StoredJson.WRITE)
  @Column(name = "managed_by")
  private @Nullable String managedBy;

  @Column(name = "delete_operation")
  private @Nullable UUID deleteOperation;

  /// For Hibernate.
  protected ConfigurationEntity() {}

  /// As [FoundSql#COLUMNS] have it.
  ConfigurationEntity(Row row) {
    key = row.getString("id_key");
    id = row.getString("id");
    clusterKey = row.getString("cluster_key");
    uid = row.getUUID("uid");
    generation = row.getLong("generation");
    lifecycle = row.getString("lifecycle");
    properties = row.getBuffer("properties").getBytes();
    authorship = Authorship.of(row);
    managedBy = row.getString("managed_by");
    deleteOperation = row.getUUID("delete_operation");
  }

  ConfigurationEntity(ResourceId id) {
    this.key = id.key();
    this.clusterKey = id.cluster().key();
  }

  /// Becomes the first state of a new incarnation.
  ///
  /// @param sealed the properties
  void begin(
      ConfigurationWrite write, UUID incarnation, long newGeneration, Instant now, byte[] sealed) {
    id = write.id().toString();
    uid = incarnation;
    generation = newGeneration;
    lifecycle = RowLifecycle.ACTIVE;
    properties = sealed;
    authorship = Authorship.created(write.by(), now);
    deleteOperation = null;
    managedBy = null;
  }

  /// Becomes another state of this incarnation.
  ///
  /// @param sealed the properties
  void change(ConfigurationWrite write, long newGeneration, Instant now, byte[] sealed) {
    generation = newGeneration;
    properties = sealed;
    authorship = authorship.changed(write.by(), now);
  }

  void beginDeletion(UUID operation, long newGeneration, Instant now) {
    generation = newGeneration;
    lifecycle = RowLifecycle.DELETING;
    authorship = authorship.changed(now);
    deleteOperation = operation;
  }

  void remove(Instant now) {
    lifecycle = RowLifecycle.REMOVED;
    authorship = authorship.changed(now);
  }

  /// Whether its user waits for the cluster.
  static boolean waits(ObjectNode properties) {
    return properties.path("waitForReconciliation").asBoolean(false);
  }

  /// Whether callers see it: a Flux v1 configuration is gone for them once it is being deleted.
  boolean isVisible() {
    return switch (lifecycle) {
      case RowLifecycle.ACTIVE -> true;
      case RowLifecycle.DELETING -> !isV1();
      default -> false;
    };
  }

  boolean isDeleting() {
    return lifecycle.equals(RowLifecycle.DELETING);
  }

  private boolean isV1() {
    return isV1(key);
  }

  /// Whether a key, or the beginning of one, is of Flux v1 configurations.
  static boolean isV1(String lowerCaseKey) {
    return lowerCaseKey.substring(0, lowerCaseKey.lastIndexOf('/')).endsWith(V1);
  }

  String key() {
    return key;
  }

  String clusterKey() {
    return clusterKey;
  }

  byte[] properties() {
    return properties;
  }

  Authorship authorship() {
    return authorship;
  }

  String id() {
    return id;
  }

  int bytes() {
    return bytes;
  }

  UUID uid() {
    return uid;
  }

  long generation() {
    return generation;
  }

  /// An operation that made it what it is.
  ///
  /// @param finished null when its user waits
  Operation operation(
      UUID operation, Operation.Kind kind, Instant now, @Nullable Instant finished) {
    return new Operation(operation, id, kind, uid, generation, now, finished);
  }

  @Nullable UUID deleteOperation() {
    return deleteOperation;
  }

  StoredConfiguration toStored(
      Progress progress,
      Connectivity connectivity,
      @Nullable ProtectedFault fault,
      PropertiesSeal seal) {
    ResourceId parsed = ResourceId.parse(id);
    return new StoredConfiguration(
        parsed,
        uid,
        generation,
        isDeleting() ? Lifecycle.Deleting : Lifecycle.Active,
        seal.open(parsed, properties),
        authorship.toSystemData(),
        authorship.changedAt(),
        progress,
        connectivity,
        managedBy == null ? null : StoredJson.read(managedBy, ManagedBy.class),
        fault);
  }
}
