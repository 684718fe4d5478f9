package io.fairlead.systemtest.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.event.Lifecycle;
import io.fairlead.contract.id.ConfigurationVersion;
import io.fairlead.contract.id.ResourceId;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class JournalTest {
  private static final ResourceId ID =
      ResourceId.parse(
          "/subscriptions/s/resourceGroups/g/providers/Microsoft.Kubernetes/connectedClusters/c"
              + "/providers/Microsoft.KubernetesConfiguration/fluxConfigurations/f");
  private static final ConfigurationVersion SECOND =
      new ConfigurationVersion(ID, UUID.randomUUID(), 2);

  private final Journal journal = new Journal();

  @Test
  void acceptsNewerGenerationsAndRepetitions() {
    // When
    tell(SECOND);
    tell(SECOND);
    tell(new ConfigurationVersion(ID, SECOND.uid(), 3));
    // Then
    assertThat(journal.violations()).isEmpty();
  }

  @Test
  void noticesAnOlderGeneration() {
    // When
    tell(SECOND);
    tell(new ConfigurationVersion(ID, SECOND.uid(), 1));
    // Then
    assertThat(journal.violations()).hasSize(1);
  }

  @Test
  void noticesThatSomethingRemovedReturns() {
    // When
    tell(SECOND);
    journal.removed(ID);
    tell(SECOND);
    // Then
    assertThat(journal.violations()).hasSize(1);
  }

  @Test
  void noticesThatSomethingToldIsMissingAfterARestart() {
    // When
    tell(SECOND);
    journal.booted(Map.of());
    // Then
    assertThat(journal.violations()).hasSize(1);
  }

  @Test
  void acceptsThatAWipedClusterIsToldTheSameAgain() {
    // When
    tell(SECOND);
    journal.wiped();
    journal.booted(Map.of());
    tell(SECOND);
    // Then
    assertThat(journal.violations()).isEmpty();
  }

  private void tell(ConfigurationVersion version) {
    journal.stored(version, Lifecycle.Active, "value");
  }
}
