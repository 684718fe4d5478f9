package io.fairlead.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.topic.DeadLetter;
import io.fairlead.contract.topic.EventHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntakeTest {
  private static final ResourceId CLUSTER =
      ResourceId.cluster("s", "g", "Microsoft.Kubernetes/connectedClusters", "Edge-1");

  private final List<DeadLetter> letters = new ArrayList<>();
  private final Intake intake = new Intake("fairlead.clusters", letters::add);
  private final MockProcessorContext<Void, Void> context = new MockProcessorContext<>();

  @Test
  void a_record_that_cannot_be_read_is_skipped_with_its_place_and_the_reason() {
    // Given
    context.setRecordMetadata("fairlead.clusters", 3, 42);

    // When
    takeUnreadable();

    // Then
    assertThat(letters)
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.origin())
                  .isEqualTo(new DeadLetter.Origin("fairlead.clusters", 3, 42));
              assertThat(letter.key()).isEqualTo(utf8("key"));
              assertThat(letter.value()).isEqualTo(utf8("value"));
              assertThat(letter.reason()).isEqualTo("epoch is missing");
            });
  }

  @Test
  void a_record_without_a_place_is_of_the_topic() {
    // When
    takeUnreadable();

    // Then
    assertThat(letters)
        .extracting(DeadLetter::origin)
        .containsExactly(new DeadLetter.Origin("fairlead.clusters", -1, -1));
  }

  @Test
  void a_fault_of_the_handling_is_no_fault_of_the_record() {
    assertThatThrownBy(
            () ->
                intake.take(
                    context,
                    record("key", "1"),
                    () -> {
                      throw new IllegalStateException("closed");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(letters).isEmpty();
  }

  @Test
  void a_key_is_an_id_in_lower_case() {
    assertThat(Intake.resource(utf8(CLUSTER.key()))).isEqualTo(CLUSTER);
    assertThatThrownBy(() -> Intake.resource(utf8(CLUSTER.toString())))
        .isInstanceOf(UnreadableRecordException.class)
        .hasMessage("key is not in lower case");
    assertThatThrownBy(() -> Intake.resource(utf8("nonsense")))
        .isInstanceOf(UnreadableRecordException.class)
        .hasMessage("key is not the id of a cluster or configuration");
    assertThatThrownBy(() -> Intake.resource(null))
        .isInstanceOf(UnreadableRecordException.class)
        .hasMessage("key is missing");
  }

  @Test
  void the_epoch_is_in_the_headers() {
    assertThat(Intake.epoch(record("key", "7"))).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "none"})
  void an_epoch_is_a_positive_number(String header) {
    assertThatThrownBy(() -> Intake.epoch(record("key", header)))
        .isInstanceOf(UnreadableRecordException.class)
        .hasMessageContaining(EventHeaders.EPOCH);
  }

  @Test
  void a_state_is_of_its_key_and_has_a_time() {
    ResourceId other =
        ResourceId.cluster("s", "g", "Microsoft.Kubernetes/connectedClusters", "Edge-2");
    assertThatThrownBy(() -> Intake.requireSound(CLUSTER, other, 1, 1))
        .hasMessage("id is not the one in the key");
    assertThatThrownBy(() -> Intake.requireSound(CLUSTER, CLUSTER, 0, 1))
        .hasMessage("generation is at least 1, not 0");
    assertThatThrownBy(() -> Intake.requireSound(CLUSTER, CLUSTER, 1, 0))
        .hasMessage("epoch is at least 1, not 0");
  }

  private void takeUnreadable() {
    intake.take(
        context,
        record("key", "1"),
        () -> {
          throw new UnreadableRecordException("epoch is missing");
        });
  }

  private static Record<byte[], byte[]> record(String key, String epoch) {
    var headers = new RecordHeaders();
    headers.add(EventHeaders.EPOCH, utf8(epoch));
    return new Record<>(utf8(key), utf8("value"), 0, headers);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
