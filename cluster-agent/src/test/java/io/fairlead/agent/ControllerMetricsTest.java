package io.fairlead.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ControllerMetricsTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  @Test
  void before_anything_runs_every_series_is_there_and_zero() {
    // When
    ControllerMetrics.register(registry, () -> null);
    // Then
    assertThat(registry.getMeters())
        .allSatisfy(
            meter ->
                assertThat(meter.measure())
                    .singleElement()
                    .satisfies(measured -> assertThat(measured.getValue()).isZero()));
  }

  @Test
  void no_series_depends_on_what_configurations_there_are() {
    // When
    ControllerMetrics.register(registry, () -> null);
    // Then
    assertThat(
            registry.getMeters().stream()
                .map(Meter::getId)
                .collect(Collectors.groupingBy(Meter.Id::getName, Collectors.counting())))
        .containsOnly(
            entry("fairlead.agent.reconciliations", 5L),
            entry("fairlead.agent.objects", 36L),
            entry("fairlead.agent.compliance", 5L),
            entry("fairlead.agent.statuses.reported", 1L),
            entry("fairlead.agent.oldest.unapplied.change", 1L));
  }
}
