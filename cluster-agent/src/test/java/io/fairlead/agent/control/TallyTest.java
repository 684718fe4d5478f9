package io.fairlead.agent.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fairlead.agent.control.Findings.Reason;
import io.fairlead.agent.control.Tally.Effect;
import io.fairlead.agent.control.Tally.Look;
import io.fairlead.agent.object.Configuration;
import io.fairlead.agent.object.ManagedKind;
import io.fairlead.agent.object.Verdict;
import io.fairlead.contract.event.Compliance;
import io.fairlead.contract.id.ConfigurationVersion;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What of the controllers' work an operator can see in numbers.
class TallyTest {
  private final AtomicLong nanos = new AtomicLong();
  private final Tally tally = new Tally(nanos::get);

  @ParameterizedTest
  @CsvSource({
    "Applied, true, Applied",
    "Applied, false, Unchanged",
    "FluxNotInstalled, false, Waiting",
    "Replacing, false, Waiting",
    "NameCollision, false, Refused",
    "Refused, false, Refused",
    "Invalid, false, Refused"
  })
  void a_look_counts_by_what_it_came_to(Reason reason, boolean changed, Look look) {
    // When
    tally.looked(web(1), found(reason, changed));
    // Then
    assertThat(tally.looks(look)).isEqualTo(1);
  }

  @Test
  void an_object_changed_after_its_state_was_applied_is_corrected() {
    // Given
    tally.changed(web(1), ManagedKind.Kustomization);
    tally.looked(web(1), found(Reason.Applied, true));
    // When
    tally.changed(web(1), ManagedKind.Kustomization);
    // Then
    assertThat(tally.objects(Effect.Applied, ManagedKind.Kustomization)).isEqualTo(1);
    assertThat(tally.objects(Effect.Corrected, ManagedKind.Kustomization)).isEqualTo(1);
  }

  @Test
  void an_object_changed_for_the_next_state_is_applied() {
    // Given
    tally.looked(web(1), found(Reason.Applied, true));
    // When
    tally.changed(web(2), ManagedKind.Secret);
    // Then
    assertThat(tally.objects(Effect.Applied, ManagedKind.Secret)).isEqualTo(1);
    assertThat(tally.objects(Effect.Corrected, ManagedKind.Secret)).isZero();
  }

  @Test
  void a_change_waits_from_the_first_look_that_could_not_apply_it() {
    // Given
    tally.looked("web", Look.Failed);
    nanos.addAndGet(Duration.ofMinutes(1).toNanos());
    tally.looked(web(1), found(Reason.FluxNotInstalled, false));
    tally.looked("later", Look.Failed);
    // When
    nanos.addAndGet(Duration.ofMinutes(2).toNanos());
    // Then
    assertThat(tally.oldestUnapplied()).isEqualTo(Duration.ofMinutes(3));
  }

  @ParameterizedTest
  @CsvSource({"Applied", "Refused", "Invalid"})
  void what_is_applied_or_refused_waits_no_longer(Reason reason) {
    // Given
    tally.looked("web", Look.Failed);
    nanos.addAndGet(Duration.ofMinutes(1).toNanos());
    // When
    tally.looked(web(1), found(reason, false));
    // Then
    assertThat(tally.oldestUnapplied()).isZero();
  }

  @Test
  void a_configuration_counts_under_its_last_verdict_until_it_is_gone() {
    // Given
    tally.fares("web", Compliance.Pending);
    tally.fares("web", Compliance.Compliant);
    tally.fares("gone", Compliance.Compliant);
    // When
    tally.forget("gone");
    // Then
    assertThat(tally.configurations(Compliance.Pending)).isZero();
    assertThat(tally.configurations(Compliance.Compliant)).isEqualTo(1);
  }

  @Test
  void a_record_that_is_gone_waits_for_nothing() {
    // Given
    tally.looked("web", Look.Waiting);
    nanos.addAndGet(1_000);
    // When
    tally.forget("web");
    // Then
    assertThat(tally.oldestUnapplied()).isZero();
  }

  private static Configuration web(long generation) {
    return new Configuration(
        "web",
        new ConfigurationVersion(AgentUnderTest.flux("web"), new UUID(1, 2), generation),
        JsonNodeFactory.instance.objectNode());
  }

  private static Findings found(Reason reason, boolean changed) {
    return new Findings(
        Verdict.of(Compliance.Pending, "of no importance"), reason, changed, false, null);
  }
}
