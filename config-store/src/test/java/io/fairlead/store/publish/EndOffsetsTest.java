package io.fairlead.store.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class EndOffsetsTest {
  @Test
  void areBehindWhenOnePartitionIs() {
    // Given
    EndOffsets before = new EndOffsets(Map.of("a/0", 5L, "a/1", 7L));
    EndOffsets now = new EndOffsets(Map.of("a/0", 900L, "a/1", 6L));

    // When
    boolean behind = now.isBehind(before);

    // Then
    assertThat(behind).isTrue();
  }

  @Test
  void sayNothingOfPartitionsThatOnlyOneSideKnows() {
    // Given
    EndOffsets before = new EndOffsets(Map.of("a/0", 5L, "a/1", 7L));
    EndOffsets now = new EndOffsets(Map.of("a/0", 5L, "a/2", 0L));

    // When
    boolean behind = now.isBehind(before);

    // Then
    assertThat(behind).isFalse();
  }

  @Test
  void growTogether() {
    // Given
    EndOffsets some = new EndOffsets(Map.of("a/0", 5L, "a/1", 7L));
    EndOffsets others = new EndOffsets(Map.of("a/1", 6L, "a/2", 1L));

    // When
    EndOffsets all = some.raisedTo(others);

    // Then
    assertThat(all.offsets()).isEqualTo(Map.of("a/0", 5L, "a/1", 7L, "a/2", 1L));
  }

  @Test
  void whatIsWrittenWhereSomethingWasShowsThatItIsGone() {
    // Given: a partition that ended at 12 and, cut to 10, was written to up to 14
    EndOffsets before = new EndOffsets(Map.of("a/0", 12L));
    List<RecordMetadata> records = List.of(metadata(10), metadata(11), metadata(12), metadata(13));

    // When
    Written written = Written.of(records);

    // Then
    assertThat(written.end().isBehind(before)).isFalse();
    assertThat(written.begin().isBehind(before)).isTrue();
  }

  private static RecordMetadata metadata(long offset) {
    return new RecordMetadata(new TopicPartition("a", 0), offset, 0, 0, 0, 0);
  }
}
