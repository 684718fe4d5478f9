package io.fairlead.contract.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventHeadersTest {
  @Property(tries = 200)
  void theEpochIsReadAsItIsWritten(@ForAll @LongRange(min = 1) long epoch) {
    // Given
    EventHeaders headers =
        new EventHeaders(EventType.REPORT, new UUID(1, 1), "/x", "/y", Instant.EPOCH, epoch);
    // When
    byte[] header = headers.toMap().get(EventHeaders.EPOCH);
    // Then
    assertThat(EventHeaders.readEpoch(java.util.Objects.requireNonNull(header))).contains(epoch);
  }

  @Property(tries = 300)
  void anyBytesAreAPositiveEpochOrNone(@ForAll byte[] header) {
    // When, Then
    assertThat(EventHeaders.readEpoch(header).orElse(1L)).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "x", "1.5", "99999999999999999999"})
  void whatIsNoEpochIsNone(String header) {
    // When, Then
    assertThat(EventHeaders.readEpoch(header.getBytes(StandardCharsets.UTF_8))).isEmpty();
  }

  @Test
  void everyTypeIsNamedOnceAndVersioned() {
    // When, Then
    assertThat(Arrays.stream(EventType.values()).map(EventType::typeName))
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches("io\\.fairlead\\.[a-z.]+\\.v[1-9]"));
  }

  @Test
  void everyTopicIsFoundByItsName() {
    // When, Then
    assertThat(Topic.values())
        .allSatisfy(topic -> assertThat(Topic.named(topic.topicName())).contains(topic));
  }
}
