package io.fairlead.agent.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fairlead.agent.record.RecordStatus;
import io.fairlead.agent.record.StatusFingerprint;
import io.fairlead.contract.event.Compliance;
import io.fairlead.contract.event.ConfigurationStatus;
import io.fairlead.contract.id.ConfigurationVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// The hub hears what it does not have for certain, and nothing twice.
class StatusReportsTest {
  private final List<ConfigurationStatus> heard = new ArrayList<>();
  private final StatusReports reports = new StatusReports(heard::add);
  private final ConfigurationStatus now = status("now");
  private final ConfigurationStatus later = status("later");

  private static ConfigurationStatus status(String message) {
    return new ConfigurationStatus(
        new ConfigurationVersion(AgentUnderTest.flux("web"), new UUID(1, 2), 1),
        Compliance.Pending,
        message,
        Instant.EPOCH,
        null,
        null,
        null,
        null,
        JsonNodeFactory.instance.arrayNode());
  }

  private static RecordStatus written(ConfigurationStatus last, ConfigurationStatus acknowledged) {
    return new RecordStatus(
        1L,
        null,
        null,
        null,
        null,
        null,
        StatusFingerprint.of(last),
        StatusFingerprint.of(acknowledged),
        null);
  }

  @Test
  void what_is_acknowledged_is_not_told_again_after_a_restart() {
    // When
    reports.say("web", written(now, now), now);
    // Then
    assertThat(heard).isEmpty();
  }

  @Test
  void what_is_not_acknowledged_is_told_again_after_a_restart() {
    // When
    reports.say("web", RecordStatus.NONE, now);
    // Then
    assertThat(heard).containsExactly(now);
  }

  @Test
  void an_acknowledgement_is_worth_nothing_once_a_later_status_was_written() {
    // Given the hub may have that later one, although no acknowledgement was noted
    RecordStatus known = written(later, now);
    // When
    reports.say("web", known, now);
    // Then
    assertThat(heard).containsExactly(now);
  }

  @Test
  void nothing_is_told_twice() {
    // Given
    reports.say("web", RecordStatus.NONE, now);
    // When
    reports.say("web", RecordStatus.NONE, now);
    // Then
    assertThat(heard).containsExactly(now);
  }
}
