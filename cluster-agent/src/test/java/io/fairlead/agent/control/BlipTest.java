package io.fairlead.agent.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fairlead.agent.control.Findings.Reason;
import io.fairlead.agent.object.Verdict;
import io.fairlead.agent.record.ConfigRecord;
import io.fairlead.agent.record.FluxConfig;
import io.fairlead.agent.record.RecordSpec;
import io.fairlead.agent.record.RecordStatus;
import io.fairlead.contract.event.Compliance;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/// What Flux is about to say again is no news, unless it takes longer than that should.
class BlipTest {
  private static final long GENERATION = 7;

  private final AtomicLong nanos = new AtomicLong();
  private final Steadiness steadiness = new Steadiness(nanos::get);

  @Test
  void a_short_pending_between_two_verdicts_is_a_blip() {
    // When
    boolean blip = steadiness.isBlip(record(Compliance.Compliant, GENERATION), pending());
    // Then
    assertThat(blip).isTrue();
  }

  @Test
  void a_pending_that_lasts_is_news() {
    // Given
    var record = record(Compliance.Compliant, GENERATION);
    var _ = steadiness.isBlip(record, pending());
    nanos.addAndGet(Steadiness.BLIP.toNanos());
    // When
    boolean blip = steadiness.isBlip(record, pending());
    // Then
    assertThat(blip).isFalse();
  }

  @Test
  void a_verdict_in_between_begins_the_time_anew() {
    // Given
    var record = record(Compliance.Compliant, GENERATION);
    var _ = steadiness.isBlip(record, pending());
    nanos.addAndGet(Steadiness.BLIP.toNanos());
    var _ = steadiness.isBlip(record, found(Compliance.NonCompliant, Reason.Applied, false));
    // When
    boolean blip = steadiness.isBlip(record, pending());
    // Then
    assertThat(blip).isTrue();
  }

  @Test
  void a_verdict_is_news_at_once() {
    // When
    boolean blip =
        steadiness.isBlip(
            record(Compliance.Compliant, GENERATION),
            found(Compliance.NonCompliant, Reason.Applied, false));
    // Then
    assertThat(blip).isFalse();
  }

  @Test
  void pending_is_news_where_there_was_no_verdict_on_this_state() {
    // When
    boolean neverLookedAt = steadiness.isBlip(record(null, null), pending());
    boolean pendingBefore = steadiness.isBlip(record(Compliance.Pending, GENERATION), pending());
    boolean ofAnotherState =
        steadiness.isBlip(record(Compliance.Compliant, GENERATION - 1), pending());
    // Then
    assertThat(new boolean[] {neverLookedAt, pendingBefore, ofAnotherState}).containsOnly(false);
  }

  @Test
  void pending_is_news_where_the_agent_itself_changed_something() {
    // When
    boolean blip =
        steadiness.isBlip(
            record(Compliance.Compliant, GENERATION),
            found(Compliance.Pending, Reason.Applied, true));
    // Then
    assertThat(blip).isFalse();
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "Applied")
  void pending_is_news_where_something_is_in_the_way(Reason reason) {
    // When
    boolean blip =
        steadiness.isBlip(
            record(Compliance.Compliant, GENERATION), found(Compliance.Pending, reason, false));
    // Then
    assertThat(blip).isFalse();
  }

  private static Findings pending() {
    return found(Compliance.Pending, Reason.Applied, false);
  }

  private static Findings found(Compliance compliance, Reason reason, boolean changed) {
    return new Findings(Verdict.of(compliance, "as Flux says"), reason, changed, false, null);
  }

  private static ConfigRecord record(@Nullable Compliance last, @Nullable Long observed) {
    FluxConfig record = new FluxConfig();
    record.setMetadata(new ObjectMetaBuilder().withName("web").build());
    record.setSpec(
        new RecordSpec(
            AgentUnderTest.flux("web").toString(),
            new UUID(1, 2).toString(),
            GENERATION,
            1,
            RecordSpec.Wanted.Active,
            JsonNodeFactory.instance.objectNode(),
            ""));
    record.setStatus(
        new RecordStatus(
            observed, last == null ? null : last.name(), null, null, null, null, null, null, null));
    return record;
  }
}
