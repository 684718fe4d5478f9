package io.fairlead.agent.flux;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoDurationTest {
  @ParameterizedTest
  @CsvSource({
    "1, 1s, 1s",
    "59, 59s, 59s",
    "60, 1m0s, 1m0s",
    "90, 1m30s, 1m30s",
    "600, 10m0s, 10m0s",
    "3600, 1h0m0s, 60m0s",
    "3661, 1h1m1s, 61m1s",
    "2592000, 720h0m0s, 43200m0s"
  })
  void writesWhatGoWrites(long seconds, String canonical, String inMinutes) {
    // When, Then
    assertThat(GoDuration.of(seconds)).isEqualTo(canonical);
    assertThat(GoDuration.inMinutes(seconds)).isEqualTo(inMinutes);
  }

  @Property
  void meansTheSameInBothForms(@ForAll @LongRange(min = 1, max = 2_592_000) long seconds) {
    // When, Then
    assertThat(read(GoDuration.of(seconds))).isEqualTo(seconds);
    assertThat(read(GoDuration.inMinutes(seconds))).isEqualTo(seconds);
  }

  /// ISO 8601 has the same units in the same order.
  private static long read(String duration) {
    return Duration.parse("PT" + duration.toUpperCase(Locale.ROOT)).toSeconds();
  }
}
