package io.fairlead.store.postgres;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/// A row of `policy_references`: one policy names another. Read only; statements write it.
@Entity
@Table(name = "policy_references")
@SuppressWarnings("NullAway.Init") // Hibernate fills what its constructor leaves
class PolicyReferenceEntity {
  @EmbeddedId private Reference reference;

  /// For Hibernate.
  protected PolicyReferenceEntity() {}

  /// Both ends, as keys.
  @Embeddable
  record Reference(
      @Column(name = "source_key") String source, @Column(name = "target_key") String target) {}

  Reference reference() {
    return reference;
  }
}
