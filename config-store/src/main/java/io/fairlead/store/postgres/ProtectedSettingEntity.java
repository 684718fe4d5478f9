package io.fairlead.store.postgres;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/// What queries need to know of a row of `protected_settings`; statements write it.
@Entity
@Immutable
@Table(name = "protected_settings")
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // Hibernate fills it for queries
class ProtectedSettingEntity {
  /// Which setting of which incarnation.
  @Embeddable
  record Key(UUID uid, String name) {}

  @EmbeddedId private Key key;

  private String state;

  @Column(name = "failed_at")
  private @Nullable Instant failedAt;

  /// For Hibernate.
  protected ProtectedSettingEntity() {}
}
