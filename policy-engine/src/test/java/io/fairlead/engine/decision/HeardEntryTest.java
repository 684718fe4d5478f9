package io.fairlead.engine.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.event.Compliance;
import io.fairlead.contract.event.ReportOrder;
import io.fairlead.contract.id.ConfigurationVersion;
import io.fairlead.engine.sample.Samples;
import io.fairlead.policy.evaluation.Heard;
import org.junit.jupiter.api.Test;

class HeardEntryTest {
  private static final HeardEntry OK = hear(HeardEntry.NOTHING, fares(5, Compliance.Compliant), 3);

  @Test
  void what_has_a_status_was_stored() {
    // When
    Heard heard = OK.heard();

    // Then
    assertThat(heard.stored()).isEqualTo(5);
    assertThat(heard.observed()).isEqualTo(5);
    assertThat(heard.compliance()).isEqualTo(Compliance.Compliant);
    assertThat(heard.at()).isEqualTo(Samples.NOW);
  }

  @Test
  void an_older_status_says_nothing() {
    // When
    HeardEntry after = hear(OK, fares(5, Compliance.NonCompliant), 2);

    // Then
    assertThat(after).isEqualTo(OK);
  }

  @Test
  void of_generations_stored_and_refused_the_newest_counts_in_any_order() {
    // When
    HeardEntry after = hear(OK, new Fact.Refused(version(7), "too large"), 5);
    after = hear(after, new Fact.Refused(version(6), "too old"), 6);
    after = hear(after, new Fact.Stored(version(4)), 7);

    // Then
    assertThat(after.heard().refused()).isEqualTo(7);
    assertThat(after.heard().refusal()).isEqualTo("too large");
    assertThat(after.heard().stored()).isEqualTo(5);
  }

  @Test
  void an_older_epoch_says_nothing_and_a_newer_one_counts_whatever_its_session() {
    // Given
    ReportOrder older = new ReportOrder(Samples.EPOCH - 1, 900, 900);
    ReportOrder newer = new ReportOrder(Samples.EPOCH + 1, 0, 1);

    // When
    var afterOlder = OK.after(new Fact.Stored(version(9)), older, Samples.NOW);
    var afterNewer = OK.after(fares(5, Compliance.Pending), newer, Samples.NOW);

    // Then
    assertThat(afterOlder).contains(OK);
    assertThat(afterNewer.orElseThrow().heard().compliance()).isEqualTo(Compliance.Pending);
  }

  @Test
  void the_same_status_again_is_only_newer() {
    // When
    HeardEntry after =
        OK.after(
                fares(5, Compliance.Compliant),
                new ReportOrder(Samples.EPOCH, 2, 1),
                Samples.NOW.plusSeconds(9))
            .orElseThrow();

    // Then
    assertThat(after).isNotEqualTo(OK);
    assertThat(after.saysTheSameAs(OK)).isTrue();
    assertThat(after.heard().at()).isEqualTo(Samples.NOW.plusSeconds(9));
  }

  @Test
  void what_was_cleaned_up_is_forgotten() {
    // When
    var after =
        OK.after(new Fact.CleanedUp(version(5)), new ReportOrder(Samples.EPOCH, 1, 9), Samples.NOW);

    // Then
    assertThat(after).isEmpty();
  }

  private static HeardEntry hear(HeardEntry before, Fact fact, long sequence) {
    return before
        .after(fact, new ReportOrder(Samples.EPOCH, 1, sequence), Samples.NOW)
        .orElseThrow();
  }

  private static Fact fares(long generation, Compliance compliance) {
    return new Fact.Fares(Samples.statusOf(version(generation), compliance, null));
  }

  private static ConfigurationVersion version(long generation) {
    return new ConfigurationVersion(
        Samples.baseline(Samples.cluster("ship-1")), Samples.CONFIGURATION_UID, generation);
  }
}
