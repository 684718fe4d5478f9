package io.fairlead.store.postgres;

import io.fairlead.store.Subscription;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;

/// A row of `subscriptions`.
@Entity
@Immutable
@Table(name = "subscriptions")
@SuppressWarnings("NullAway.Init") // Hibernate fills it
class SubscriptionEntity {
  @Id
  @Column(name = "id_key")
  private String key;

  private String id;

  @Column(name = "created_at")
  private Instant createdAt;

  /// For Hibernate.
  protected SubscriptionEntity() {}

  String key() {
    return key;
  }

  Subscription toSubscription() {
    return new Subscription(id, createdAt);
  }
}
