package io.fairlead.store.postgres;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.store.ClusterWrite;
import io.fairlead.store.Connectivity;
import io.fairlead.store.StoredCluster;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

/// A row of `clusters`. Its `changed_xid` is the database's business.
@Entity
@Table(name = "clusters")
@SuppressWarnings("NullAway.Init") // Hibernate fills what its constructor leaves
class ClusterEntity {
  @Id
  @Column(name = "id_key")
  private String key;

  private String id;

  @Column(name = "type_key")
  private String typeKey;

  private UUID uid;
  private long generation;
  private String lifecycle;
  private String location;

  @ColumnTransformer(read = "cast(tags as text)", write = StoredJson.WRITE)
  private String tags;

  @ColumnTransformer(read = "cast(identity as text)", write = StoredJson.WRITE)
  private @Nullable String identity;

  private String certificate;

  @ColumnTransformer(read = "cast(properties as text)", write = StoredJson.WRITE)
  private String properties;

  /// What the row takes in a list; the database works it out.
  @Column(name = "bytes", insertable = false, updatable = false)
  private int bytes;

  @Embedded private Authorship authorship;

  /// For Hibernate.
  protected ClusterEntity() {}

  ClusterEntity(ResourceId id) {
    this.key = id.key();
  }

  /// Becomes the first state of a new incarnation.
  void begin(ClusterWrite write, UUID incarnation, long newGeneration, Instant now) {
    id = write.id().toString();
    typeKey = write.id().type().toLowerCase(Locale.ROOT);
    uid = incarnation;
    lifecycle = RowLifecycle.ACTIVE;
    authorship = Authorship.created(write.by(), now);
    take(write, newGeneration);
  }

  /// Becomes another state of this incarnation.
  void change(ClusterWrite write, long newGeneration, Instant now) {
    authorship = authorship.changed(write.by(), now);
    take(write, newGeneration);
  }

  private void take(ClusterWrite write, long newGeneration) {
    generation = newGeneration;
    location = write.location();
    tags = StoredJson.write(write.tags());
    ObjectNode newIdentity = write.identity();
    identity = newIdentity == null ? null : StoredJson.write(newIdentity);
    certificate = write.agentPublicKeyCertificate();
    properties = StoredJson.write(write.properties());
  }

  void remove(long newGeneration, Instant now) {
    generation = newGeneration;
    lifecycle = RowLifecycle.REMOVED;
    authorship = authorship.changed(now);
  }

  String certificate() {
    return certificate;
  }

  boolean isThere() {
    return !lifecycle.equals(RowLifecycle.REMOVED);
  }

  boolean equalTo(ClusterWrite write) {
    ObjectNode newIdentity = write.identity();
    return sameIdentity(newIdentity)
        && location.equals(write.location())
        && StoredJson.readStrings(tags).equals(write.tags())
        && certificate.equals(write.agentPublicKeyCertificate())
        && StoredJson.same(properties, write.properties());
  }

  private boolean sameIdentity(@Nullable ObjectNode other) {
    if (identity == null || other == null) {
      return identity == null && other == null;
    }
    return StoredJson.same(identity, other);
  }

  String key() {
    return key;
  }

  UUID uid() {
    return uid;
  }

  long generation() {
    return generation;
  }

  Instant createdAt() {
    return authorship.createdAt();
  }

  StoredCluster toStored(Connectivity connectivity) {
    return new StoredCluster(
        ResourceId.parse(id),
        uid,
        generation,
        location,
        StoredJson.readStrings(tags),
        identity == null ? null : StoredJson.read(identity, ObjectNode.class),
        certificate,
        StoredJson.read(properties, ObjectNode.class),
        authorship.toSystemData(),
        connectivity);
  }
}
