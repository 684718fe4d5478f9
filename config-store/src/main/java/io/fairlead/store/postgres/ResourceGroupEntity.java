package io.fairlead.store.postgres;

import io.fairlead.store.ResourceGroup;
import io.fairlead.store.ResourceGroupWrite;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.hibernate.annotations.ColumnTransformer;

/// A row of `resource_groups`.
@Entity
@Table(name = "resource_groups")
@SuppressWarnings("NullAway.Init") // Hibernate fills what its constructor leaves
class ResourceGroupEntity {
  @Id
  @Column(name = "id_key")
  private String key;

  @Column(name = "subscription_id")
  private String subscriptionId;

  private String name;
  private UUID uid;
  private long generation;
  private String location;

  @ColumnTransformer(read = "cast(tags as text)", write = StoredJson.WRITE)
  private String tags;

  @Embedded private Authorship authorship;

  /// For Hibernate.
  protected ResourceGroupEntity() {}

  ResourceGroupEntity(ResourceGroupWrite write, UUID uid, long generation, Instant now) {
    this.key = key(write.subscriptionId(), write.name());
    this.subscriptionId = write.subscriptionId();
    this.name = write.name();
    this.uid = uid;
    this.generation = generation;
    this.location = write.location();
    this.tags = StoredJson.write(write.tags());
    this.authorship = Authorship.created(write.by(), now);
  }

  static String key(String subscriptionId, String name) {
    return (subscriptionId + "/" + name).toLowerCase(Locale.ROOT);
  }

  void change(ResourceGroupWrite write, long newGeneration, Instant now) {
    generation = newGeneration;
    location = write.location();
    tags = StoredJson.write(write.tags());
    authorship = authorship.changed(write.by(), now);
  }

  boolean equalTo(ResourceGroupWrite write) {
    return location.equals(write.location()) && StoredJson.readStrings(tags).equals(write.tags());
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

  ResourceGroup toResourceGroup() {
    return new ResourceGroup(
        subscriptionId,
        name,
        uid,
        generation,
        location,
        StoredJson.readStrings(tags),
        authorship.toSystemData());
  }
}
