package io.fairlead.engine.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.event.PolicyState;
import io.fairlead.contract.id.PolicyScope;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.engine.sample.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SweepTest {
  private static final Instant NOW = Samples.NOW;
  private static final KeyRange WHOLE_SUBSCRIPTION =
      new KeyRange(
          "/subscriptions/" + Samples.SUBSCRIPTION + "/",
          "/subscriptions/" + Samples.SUBSCRIPTION + "0");
  private static final ResourceId SHIP = Samples.cluster("ship-1");
  private static final KeyRange EVERYTHING = new KeyRange("/", "0");

  private final Policies policies = new Policies(() -> NOW);
  private final Sweep sweep = new Sweep();

  private void given(PolicyState... states) {
    for (PolicyState state : states) {
      policies.changed(state);
    }
  }

  private void lookedAndDone() {
    sweep.look(policies.snapshot(), NOW);
    finish();
  }

  /// Goes through all there is; answers the stretches.
  private List<KeyRange> finish() {
    List<KeyRange> stretches = new ArrayList<>();
    while (sweep.cursor().isUnderWay()) {
      Optional<KeyRange> next = sweep.ahead();
      next.ifPresent(stretches::add);
      next.ifPresentOrElse(
          stretch -> sweep.cursor().passed(stretch.to()), () -> sweep.cursor().atEnd());
    }
    sweep.over();
    return stretches;
  }

  @Test
  void the_first_goes_through_everything() {
    // When
    boolean begun = sweep.look(policies.snapshot(), NOW);

    // Then
    assertThat(begun).isTrue();
    assertThat(finish()).containsExactly(EVERYTHING);
  }

  @Test
  void what_nobody_assigns_is_no_reason() {
    // Given
    lookedAndDone();
    given(Samples.definition());

    // When
    boolean begun = sweep.look(policies.snapshot(), NOW);

    // Then
    assertThat(begun).isFalse();
    assertThat(sweep.unsweptSince()).isNull();
  }

  @Test
  void an_assignment_concerns_its_scope() {
    // Given
    given(Samples.definition());
    lookedAndDone();
    given(Samples.assignment("keep"));

    // When
    boolean begun = sweep.look(policies.snapshot(), NOW);

    // Then
    assertThat(begun).isTrue();
    assertThat(sweep.unsweptSince()).isEqualTo(NOW);
    assertThat(finish()).containsExactly(WHOLE_SUBSCRIPTION);
  }

  @Test
  void a_definition_concerns_where_it_is_assigned() {
    // Given
    given(Samples.definition(), Samples.assignment("keep"));
    lookedAndDone();
    given(Samples.definition());

    // When
    sweep.look(policies.snapshot(), NOW);

    // Then
    assertThat(finish()).containsExactly(WHOLE_SUBSCRIPTION);
  }

  @Test
  void an_assignment_that_ends_concerns_where_it_was() {
    // Given
    given(Samples.definition(), Samples.assignment("keep"));
    lookedAndDone();
    policies.removed(Samples.assignmentId());

    // When
    sweep.look(policies.snapshot(), NOW);

    // Then
    assertThat(finish()).containsExactly(WHOLE_SUBSCRIPTION);
  }

  @Test
  void an_exemption_that_expires_concerns_its_scope_once() {
    // Given
    Instant expires = NOW.plus(Duration.ofHours(1));
    given(Samples.definition(), Samples.assignment("keep"), Samples.exemption(expires));
    lookedAndDone();

    // When
    boolean begun = sweep.look(policies.snapshot(), expires);

    // Then
    assertThat(begun).isTrue();
    assertThat(sweep.unsweptSince()).isEqualTo(expires);
    assertThat(finish()).containsExactly(WHOLE_SUBSCRIPTION);
    assertThat(sweep.look(policies.snapshot(), expires.plusSeconds(1))).isFalse();
  }

  @Test
  void an_exemption_that_expired_before_the_clock_was_set_back_expires_once_more() {
    // Given
    Instant expires = NOW.plus(Duration.ofHours(1));
    given(Samples.definition(), Samples.assignment("keep"), Samples.exemption(expires));
    lookedAndDone();
    sweep.look(policies.snapshot(), expires.plusSeconds(10));
    finish();
    boolean setBack = sweep.look(policies.snapshot(), expires.minusSeconds(10));

    // When
    boolean begun = sweep.look(policies.snapshot(), expires);

    // Then
    assertThat(setBack).isFalse();
    assertThat(begun).isTrue();
  }

  @Test
  void each_cluster_may_be_concerned_before_policies_were_looked_at() {
    // When
    boolean concerned = sweep.mayConcern(SHIP);

    // Then
    assertThat(concerned).isTrue();
  }

  @Test
  void a_cluster_is_concerned_by_the_policies_looked_at_last() {
    // Given
    lookedAndDone();
    given(Samples.definition(), Samples.assignment("keep"));
    policies.snapshot();
    boolean early = sweep.mayConcern(SHIP);

    // When
    sweep.look(policies.snapshot(), NOW);

    // Then
    assertThat(early).as("nobody comes by there yet for what is newer").isFalse();
    assertThat(sweep.mayConcern(SHIP)).isTrue();
  }

  @Test
  void one_under_way_keeps_what_it_has_not_met_when_more_comes() {
    // Given
    given(Samples.definition());
    lookedAndDone();
    given(Samples.assignment("keep"));
    sweep.look(policies.snapshot(), NOW);
    PolicyScope scope = PolicyScope.parse("/subscriptions/" + Samples.SUBSCRIPTION);
    sweep.cursor().passed(scope.key() + "/resourcegroups/fleet");
    given(Samples.exemption(NOW.plus(Duration.ofHours(1))));

    // When
    sweep.look(policies.snapshot(), NOW);

    // Then
    assertThat(finish())
        .containsExactly(
            new KeyRange(scope.key() + "/resourcegroups/fleet\0", WHOLE_SUBSCRIPTION.to()),
            WHOLE_SUBSCRIPTION);
  }
}
