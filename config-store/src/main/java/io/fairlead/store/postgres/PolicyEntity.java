package io.fairlead.store.postgres;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.contract.id.PolicyId;
import io.fairlead.store.PolicyWrite;
import io.fairlead.store.StoredPolicy;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

/// A row of `policies`. Its `changed_xid` is the database's business.
@Entity
@Table(name = "policies")
@SuppressWarnings("NullAway.Init") // Hibernate fills what its constructor leaves
class PolicyEntity {
  @Id
  @Column(name = "id_key")
  private String key;

  private String id;

  @Column(name = "type_key")
  private String typeKey;

  @Column(name = "scope_key")
  private String scopeKey;

  private UUID uid;
  private long generation;
  private String lifecycle;

  @ColumnTransformer(read = "cast(body as text)", write = "cast(cast(? as text) as json)")
  private String body;

  /// What the row takes in a list; the database works it out.
  @Column(name = "bytes", insertable = false, updatable = false)
  private int bytes;

  /// A definition's `metadata.category`; the database reads it.
  @Column(name = "category_key", insertable = false, updatable = false)
  private @Nullable String categoryKey;

  /// What an assignment assigns, or an exemption exempts from; the database reads it.
  @Column(name = "target_key", insertable = false, updatable = false)
  private @Nullable String targetKey;

  @Embedded private Authorship authorship;

  /// For Hibernate.
  protected PolicyEntity() {}

  PolicyEntity(PolicyId id) {
    this.key = id.key();
    this.typeKey = id.type().key();
    this.scopeKey = id.scope().key();
  }

  /// Becomes the first state of a new incarnation.
  void begin(PolicyWrite write, UUID incarnation, long newGeneration, Instant now) {
    id = write.id().toString();
    uid = incarnation;
    lifecycle = RowLifecycle.ACTIVE;
    generation = newGeneration;
    body = StoredJson.write(write.body());
    authorship = Authorship.created(write.by(), now);
  }

  /// Becomes another state of this incarnation.
  void change(PolicyWrite write, long newGeneration, Instant now) {
    generation = newGeneration;
    body = StoredJson.write(write.body());
    authorship = authorship.changed(write.by(), now);
  }

  void remove(long newGeneration, Instant now) {
    generation = newGeneration;
    lifecycle = RowLifecycle.REMOVED;
    authorship = authorship.changed(now);
  }

  boolean isThere() {
    return !lifecycle.equals(RowLifecycle.REMOVED);
  }

  /// Another order is another body: it is given back as it was written.
  boolean equalTo(PolicyWrite write) {
    return body.equals(StoredJson.write(write.body()));
  }

  UUID uid() {
    return uid;
  }

  long generation() {
    return generation;
  }

  StoredPolicy toStored() {
    return new StoredPolicy(
        PolicyId.parse(id),
        uid,
        generation,
        StoredJson.read(body, ObjectNode.class),
        authorship.toSystemData());
  }
}
