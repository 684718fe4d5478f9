package io.fairlead.store.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.store.ingest.IngestStatus;
import io.fairlead.store.ingest.Ingestor;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ChannelsTest {
  private static final TopicPartition PARTITION = new TopicPartition("fairlead.reports", 0);

  private final AtomicInteger faults = new AtomicInteger();

  @Test
  @SuppressWarnings("NullAway") // nothing is asked of the database and of Kafka
  void aBatchThatFailsAsNothingEverShouldEndsTheProcess() {
    // Given
    Ingestor ingestor = Ingestor.ofVerdicts(null, new IngestStatus(InstantSource.system()));
    Channels channels =
        new Channels(ingestor, ingestor, ingestor, ingestor, null, () -> faults.incrementAndGet());
    ConsumerRecords<byte[], byte[]> broken =
        new ConsumerRecords<>(
            Map.of(PARTITION, Collections.<ConsumerRecord<byte[], byte[]>>singletonList(null)),
            Map.of());

    // When
    Uni<Void> ingested = channels.reports(broken);

    // Then
    ingested
        .subscribe()
        .withSubscriber(UniAssertSubscriber.create())
        .assertFailedWith(RuntimeException.class);
    assertThat(faults).hasValue(1);
  }
}
