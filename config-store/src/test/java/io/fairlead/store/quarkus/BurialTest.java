package io.fairlead.store.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.store.ingest.DeadLetter;
import io.fairlead.store.ingest.Incoming;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BurialTest {
  private static final byte[] KEY = {1, 2};

  @Test
  void keepsARecordAsItCameWithItsPlaceAndTheReason() {
    // Given
    byte[] value = {7};

    // When
    Burial burial = Burial.of(letter(KEY, value, "some.type"));

    // Then
    assertThat(burial.key()).isEqualTo(KEY);
    assertThat(burial.value()).isEqualTo(value);
    assertThat(header(burial.headers(), "fairlead_source_topic")).isEqualTo("fairlead.reports");
    assertThat(header(burial.headers(), "fairlead_source_offset")).isEqualTo("42");
    assertThat(header(burial.headers(), "fairlead_source_type")).isEqualTo("some.type");
    assertThat(header(burial.headers(), "fairlead_reason")).isEqualTo("not readable");
    assertThat(header(burial.headers(), "fairlead_source_value_bytes")).isNull();
  }

  @Test
  void leavesOutAValueThatTheTopicWouldNotTake() {
    // Given
    byte[] value = new byte[Burial.MAX_BYTES - KEY.length + 1];

    // When
    Burial burial = Burial.of(letter(KEY, value, null));

    // Then
    assertThat(burial.key()).isEqualTo(KEY);
    assertThat(burial.value()).isEmpty();
    assertThat(header(burial.headers(), "fairlead_source_value_bytes"))
        .isEqualTo(Integer.toString(value.length));
  }

  @Test
  void staysWithinTheTopicsLimitWhateverIsTooLarge() {
    // Given
    byte[] key = new byte[Burial.MAX_BYTES + 1];

    // When
    Burial burial = Burial.of(letter(key, KEY, "t".repeat(1_000_000)));

    // Then
    assertThat(burial.key()).isNull();
    assertThat(burial.value()).isEqualTo(KEY);
    assertThat(header(burial.headers(), "fairlead_source_key_bytes"))
        .isEqualTo(Integer.toString(key.length));
    assertThat(header(burial.headers(), "fairlead_source_type")).hasSize(2048);
  }

  private static DeadLetter letter(byte[] key, byte[] value, @Nullable String type) {
    return new DeadLetter(
        new Incoming("fairlead.reports", 3, 42, type, key, value), "not readable");
  }

  private static @Nullable String header(RecordHeaders headers, String name) {
    var header = headers.lastHeader(name);
    return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
  }
}
