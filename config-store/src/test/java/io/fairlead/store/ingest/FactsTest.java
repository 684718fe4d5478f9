package io.fairlead.store.ingest;

import static io.fairlead.store.Samples.cluster;
import static io.fairlead.store.Samples.flux;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.event.Report;
import io.fairlead.contract.event.ReportBody;
import io.fairlead.contract.id.ConfigurationVersion;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FactsTest {
  private static final Instant NOW = Instant.parse("2026-11-30T00:00:00Z");

  private static Report inSync(String name) {
    List<ConfigurationVersion> held =
        List.of(
            new ConfigurationVersion(flux(name, "a"), UUID.randomUUID(), 1),
            new ConfigurationVersion(flux(name, "b"), UUID.randomUUID(), 2));
    return new Report(cluster(name), UUID.randomUUID(), 1, 2, 3, NOW, new ReportBody.InSync(held));
  }

  @Test
  void partsHaveNoClusterInCommonAndAllThatWasSaid() {
    // Given
    Facts facts = new Facts();
    for (int i = 0; i < 50; i++) {
      facts.add(inSync("c" + i));
    }

    // When
    List<Facts> parts = facts.split(3);

    // Then
    Map<UUID, ClusterFacts> clusters = new HashMap<>();
    Map<UUID, ConfigurationFacts> configurations = new HashMap<>();
    Set<UUID> seen = new HashSet<>();
    for (Facts part : parts) {
      assertThat(part.clusters()).isNotEmpty();
      assertThat(part.clusters().keySet()).allMatch(seen::add);
      assertThat(part.configurations().values())
          .allMatch(of -> part.clusters().containsKey(of.clusterUid()));
      clusters.putAll(part.clusters());
      configurations.putAll(part.configurations());
    }
    assertThat(clusters).isEqualTo(facts.clusters());
    assertThat(configurations).isEqualTo(facts.configurations());
  }
}
