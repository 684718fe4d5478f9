package io.fairlead.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.fairlead.contract.topic.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

class DeadLettersTest {
  private static final byte[] KEY = {1};
  private static final byte[] VALUE = {2};

  @Test
  void keeps_a_record_with_its_place_the_reason_and_who_could_not_read_it() {
    // Given
    List<ProducerRecord<byte[], byte[]>> written = new ArrayList<>();
    var letters =
        new DeadLetters(
            "/fairlead/test",
            record -> {
              written.add(record);
              return CompletableFuture.completedFuture(0L);
            });

    // When
    letters.accept(letter());

    // Then
    assertThat(written)
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.topic()).isEqualTo("fairlead.dead-letters");
              assertThat(record.key()).isEqualTo(KEY);
              assertThat(record.value()).isEqualTo(VALUE);
              assertThat(header(record, "fairlead_consumer")).isEqualTo("/fairlead/test");
              assertThat(header(record, "fairlead_reason")).isEqualTo("no readable JSON");
              assertThat(header(record, "fairlead_source_offset")).isEqualTo("42");
            });
  }

  @Test
  void goes_on_when_a_record_cannot_be_kept() {
    // Given
    var letters =
        new DeadLetters(
            "/fairlead/test", _ -> CompletableFuture.failedFuture(new KafkaException("away")));

    // When
    // Then
    assertThatCode(() -> letters.accept(letter())).doesNotThrowAnyException();
  }

  private static DeadLetter letter() {
    return new DeadLetter(
        new DeadLetter.Origin("fairlead.clusters", 3, 42), KEY, VALUE, "no readable JSON");
  }

  private static String header(ProducerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
