package io.fairlead.streams;

import io.fairlead.contract.topic.DeadLetter;
import io.fairlead.contract.topic.Topic;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps records that could not be read, with the reason, for people to look at. With best effort:
/// the record itself stays on its topic for as long as that keeps it. As thread-safe as its writer.
public final class DeadLetters implements DeadLetterSink {
  private static final Logger LOGGER = LoggerFactory.getLogger(DeadLetters.class);

  /// A way to Kafka. Never blocks for long, never throws.
  @FunctionalInterface
  public interface Writer {
    /// Writes a record.
    ///
    /// @return completes once Kafka has it
    CompletionStage<?> write(ProducerRecord<byte[], byte[]> record);
  }

  private final String consumer;
  private final Writer writer;

  /// @param consumer who could not read them, such as `/fairlead/policy-engine`
  public DeadLetters(String consumer, Writer writer) {
    this.consumer = consumer;
    this.writer = writer;
  }

  @Override
  public void accept(DeadLetter letter) {
    DeadLetter.Origin origin = letter.origin();
    LOGGER.warn(
        "record skipped topic={} partition={} offset={} reason={}",
        origin.topic(),
        origin.partition(),
        origin.offset(),
        letter.reason());
    var record =
        new ProducerRecord<>(Topic.DEAD_LETTERS.topicName(), letter.keptKey(), letter.keptValue());
    letter.headers(consumer).forEach((name, content) -> record.headers().add(name, content));
    var _ =
        writer
            .write(record)
            .whenComplete(
                (_, failure) -> {
                  if (failure != null) {
                    LOGGER.warn(
                        "dead letter not kept topic={} partition={} offset={} reason={}",
                        origin.topic(),
                        origin.partition(),
                        origin.offset(),
                        failure.toString());
                  }
                });
  }
}
