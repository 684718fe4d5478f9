package io.fairlead.engine.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.engine.sample.Samples;
import org.junit.jupiter.api.Test;

class PoliciesTest {
  private final Policies policies = new Policies(() -> Samples.NOW);

  @Test
  void takes_all_changes_in_together_when_asked() {
    // Given
    long before = policies.snapshot().number();
    policies.changed(Samples.definition());
    policies.changed(Samples.assignment("keep"));
    policies.changed(Samples.exemption(Samples.NOW));
    policies.removed(Samples.exemptionId());

    // When
    var snapshot = policies.snapshot();

    // Then
    assertThat(snapshot.number()).isEqualTo(before + 1);
    assertThat(snapshot.set().size().assignments()).isEqualTo(1);
    assertThat(snapshot.set().size().exemptions()).isZero();
    assertThat(policies.pendingSince()).isEmpty();
  }

  @Test
  void says_since_when_the_oldest_change_waits() {
    // When
    policies.changed(Samples.definition());

    // Then
    assertThat(policies.pendingSince()).contains(Samples.NOW);
  }

  @Test
  void is_the_same_while_nothing_changes() {
    // Given
    policies.changed(Samples.definition());
    var before = policies.snapshot();

    // When
    var after = policies.snapshot();

    // Then
    assertThat(after).isSameAs(before);
  }
}
