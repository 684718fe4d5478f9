package io.fairlead.engine.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.event.ConfigurationState;
import io.fairlead.contract.policy.PolicyVerdict;
import io.fairlead.engine.sample.Samples;
import io.fairlead.policy.evaluation.Evaluation;
import io.fairlead.policy.evaluation.Evaluator;
import io.fairlead.policy.evaluation.Heard;
import io.fairlead.policy.evaluation.KnownCluster;
import io.fairlead.policy.evaluation.KnownConfiguration;
import io.fairlead.policy.evaluation.PolicySet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OutcomeTest {
  private static final Outcome.Before NOTHING = new Outcome.Before(Map.of(), Map.of());
  private static final KnownCluster SHIP =
      new KnownCluster(Samples.clusterState(Samples.cluster("ship-1"), 1, "prod"), List.of());
  private static final PolicySet POLICIES =
      PolicySet.EMPTY.with(List.of(Samples.definition(), Samples.assignment("keep")), List.of());

  @Test
  void what_was_not_said_or_asked_before_is_now() {
    // When
    Outcome outcome = outcome(SHIP, NOTHING, Samples.NOW);

    // Then
    assertThat(outcome.asks()).hasSize(1);
    assertThat(outcome.lookAgainAt()).contains(Samples.NOW.plus(Asked.SETTLING));
  }

  @Test
  void that_something_is_being_deployed_is_said_once_it_lasts() {
    // Given
    Outcome.Before before = after(outcome(SHIP, NOTHING, Samples.NOW));

    // When
    Outcome early = outcome(SHIP, before, Samples.NOW.plus(Asked.SETTLING).minusMillis(1));
    Outcome late = outcome(SHIP, before, Samples.NOW.plus(Asked.SETTLING));

    // Then
    assertThat(early.verdicts()).isEmpty();
    assertThat(late.asks()).isEmpty();
    assertThat(late.verdicts())
        .singleElement()
        .extracting(said -> said.verdict().reason())
        .isEqualTo(PolicyVerdict.Reason.Deploying);
  }

  @Test
  void the_same_later_is_neither_said_nor_asked_again() {
    // Given
    Outcome first = outcome(SHIP, NOTHING, Samples.NOW);
    Outcome second = outcome(SHIP, after(first), Samples.NOW.plus(Asked.SETTLING));

    // When
    Outcome outcome = outcome(SHIP, after(first, second), Samples.NOW.plus(Duration.ofMinutes(1)));

    // Then
    assertThat(outcome.asks()).isEmpty();
    assertThat(outcome.verdicts()).isEmpty();
    assertThat(outcome.lookAgainAt()).contains(Samples.NOW.plus(Asked.PATIENCE));
  }

  @Test
  void it_is_asked_again_when_what_it_was_decided_on_is_other() {
    // Given
    Outcome first = outcome(SHIP, NOTHING, Samples.NOW);
    ConfigurationState edited =
        Samples.edited(Samples.written(first.asks().getFirst().deployment(), 1));
    KnownCluster later =
        new KnownCluster(SHIP.cluster(), List.of(new KnownConfiguration(edited, Heard.NOTHING)));

    // When
    Outcome outcome = outcome(later, after(first), Samples.NOW.plusSeconds(1));

    // Then
    assertThat(outcome.asks()).hasSize(1);
  }

  @Test
  void what_no_longer_applies_is_taken_back_and_no_more_waited_for() {
    // Given
    Outcome first = outcome(SHIP, NOTHING, Samples.NOW);
    Outcome second = outcome(SHIP, after(first), Samples.NOW.plus(Asked.SETTLING));

    // When
    Outcome outcome =
        Outcome.of(new Evaluation(List.of(), List.of()), SHIP, after(first, second), Samples.NOW);

    // Then
    PolicyVerdict verdict = second.verdicts().getFirst().verdict();
    assertThat(outcome.gone()).containsExactly(verdict.key());
    assertThat(outcome.answered()).containsExactly(Samples.baseline(SHIP.cluster().id()).key());
    assertThat(outcome.lookAgainAt()).isEmpty();
  }

  private static Outcome outcome(KnownCluster cluster, Outcome.Before before, Instant now) {
    return Outcome.of(Evaluator.evaluate(POLICIES, cluster, now), cluster, before, now);
  }

  /// What is remembered afterwards.
  private static Outcome.Before after(Outcome... outcomes) {
    return new Outcome.Before(
        Stream.of(outcomes)
            .flatMap(outcome -> outcome.asks().stream())
            .collect(
                Collectors.toMap(
                    ask -> ask.deployment().configuration().key(), Outcome.Ask::asked)),
        Stream.of(outcomes)
            .flatMap(outcome -> outcome.verdicts().stream())
            .collect(Collectors.toMap(said -> said.verdict().key(), Outcome.Verdict::said)));
  }
}
