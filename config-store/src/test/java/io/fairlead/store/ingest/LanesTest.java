package io.fairlead.store.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LanesTest {
  private static final int BYTES = 100;

  private static Incoming record(@Nullable String key, long offset) {
    return new Incoming(
        "topic", 0, offset, "type", key == null ? null : key.getBytes(UTF_8), new byte[BYTES]);
  }

  private static List<Incoming> batch(int size) {
    List<Incoming> batch = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      batch.add(record("cluster-" + i % 10, i));
    }
    return batch;
  }

  @Test
  void recordsOfAKeyStayTogetherInTheirOrder() {
    // Given
    List<Incoming> batch = batch(60);
    batch.add(record(null, 60));

    // When
    List<List<Incoming>> lanes = new Lanes(3, 1).of(batch);

    // Then
    assertThat(lanes).hasSizeGreaterThan(1);
    assertThat(lanes.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(batch);
    Set<String> seen = new HashSet<>();
    for (List<Incoming> lane : lanes) {
      assertThat(lane).isSortedAccordingTo((a, b) -> Long.compare(a.offset(), b.offset()));
      assertThat(keys(lane)).allMatch(seen::add);
    }
  }

  private static Set<String> keys(List<Incoming> lane) {
    Set<String> keys = new HashSet<>();
    lane.forEach(each -> keys.add(each.key() == null ? "none" : new String(each.key(), UTF_8)));
    return keys;
  }

  @Test
  void aSmallBatchIsOneTransaction() {
    // Given
    List<Incoming> batch = batch(60);

    // When
    List<List<Incoming>> lanes = new Lanes(3, 60 * BYTES + 1).of(batch);

    // Then
    assertThat(lanes).containsExactly(batch);
  }

  @Test
  void aBatchOfASingleKeyIsOneTransaction() {
    // Given
    List<Incoming> batch = List.of(record("one", 1), record("one", 2));

    // When
    List<List<Incoming>> lanes = new Lanes(3, 1).of(batch);

    // Then
    assertThat(lanes).containsExactly(batch);
  }
}
