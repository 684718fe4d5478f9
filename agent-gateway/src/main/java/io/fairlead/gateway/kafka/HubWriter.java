package io.fairlead.gateway.kafka;

import io.fairlead.contract.event.Report;
import io.fairlead.contract.event.ReportBody;
import io.fairlead.contract.event.SessionEvent;
import io.fairlead.contract.json.Json;
import io.fairlead.contract.protocol.CloseCause;
import io.fairlead.contract.topic.EventHeaders;
import io.fairlead.contract.topic.EventType;
import io.fairlead.contract.topic.Topic;
import io.fairlead.gateway.session.Uplink;
import io.fairlead.streams.DeadLetterSink;
import io.fairlead.streams.DeadLetters;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes what sessions say to Kafka, all replicas confirming. Thread-safe.
///
/// Openings have a writer and a producer of their own, since they must not come late: the agent
/// waits 30 s for its welcome and then opens a session elsewhere, and an opening written after that
/// one would have the larger number and close it. So an opening gets 20 s from the call to the last
/// attempt to deliver it, and one whose session has ended by then is withdrawn. What is left is a
/// request on the wire: a leader that sleeps with it in its hands may write it on waking up. The
/// agent's session is then closed as replaced, and the agent opens another at once.
public final class HubWriter implements Uplink, AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(HubWriter.class);

  /// All that an opening gets: in the queue, until the topic's place is known, and for delivery.
  static final Duration OPENING_LIMIT = Duration.ofSeconds(20);

  private static final Duration OPENING_QUEUED = Duration.ofSeconds(4);
  private static final Duration OPENING_DELIVERY = OPENING_LIMIT.minus(OPENING_QUEUED).dividedBy(2);

  private final RecordWriter openings;
  private final RecordWriter others;
  private final DeadLetters letters;
  private final String source;
  private final InstantSource clock;

  HubWriter(
      RecordWriter.Lane openings, RecordWriter.Lane others, String gateway, InstantSource clock) {
    this.openings = new RecordWriter("hub-writer-openings", openings);
    this.others = new RecordWriter("hub-writer-reports", others);
    this.source = "/fairlead/agent-gateway/" + gateway;
    this.letters = new DeadLetters(source, this.others::write);
    this.clock = clock;
  }

  /// A writer to Kafka.
  ///
  /// @param kafka where, and how patient; openings get less where that is more than they may have
  /// @param gateway this gateway's id
  /// @param gathering how long heartbeats wait for each other
  public static HubWriter to(
      KafkaClients kafka, String gateway, Duration gathering, InstantSource clock) {
    var hurried = new KafkaClients(kafka.hub(), min(kafka.patience(), OPENING_DELIVERY));
    return new HubWriter(
        new RecordWriter.Lane(
            hurried::producer, min(kafka.patience(), OPENING_QUEUED), Duration.ZERO),
        new RecordWriter.Lane(kafka::producer, kafka.patience(), gathering),
        gateway,
        clock);
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /// Begins to write.
  public void start() {
    openings.start();
    others.start();
  }

  /// Whether it writes. Once started, it only ends by [#drain(Duration)], by [#close()], or by a
  /// fault; whatever is to be written then fails at once.
  public boolean isAlive() {
    return openings.isAlive() && others.isAlive();
  }

  /// Records that Kafka has not confirmed yet.
  public long unconfirmed() {
    return openings.unconfirmed() + others.unconfirmed();
  }

  /// @return completes with the session's number. To be cancelled when the session ends before
  ///     that: the opening is then not written, or, where that is too late, a close follows it
  @Override
  public CompletionStage<Long> opened(SessionEvent.Opened event) {
    CompletableFuture<Long> wanted = new CompletableFuture<>();
    CompletableFuture<Long> written =
        openings.write(record(EventType.SESSION_OPENED, Topic.SESSIONS, event), wanted::isDone);
    var _ =
        written.whenComplete(
            (number, failure) -> {
              if (failure != null) {
                wanted.completeExceptionally(failure);
              } else if (!wanted.complete(number)) {
                closed(abandoned(event, number));
              }
            });
    return wanted;
  }

  private SessionEvent.Closed abandoned(SessionEvent.Opened event, long number) {
    return new SessionEvent.Closed(
        event.cluster(),
        event.clusterUid(),
        event.epoch(),
        event.gateway(),
        number,
        CloseCause.ConnectionLost,
        clock.instant());
  }

  @Override
  public void closed(SessionEvent.Closed event) {
    var _ =
        others
            .write(record(EventType.SESSION_CLOSED, Topic.SESSIONS, event))
            .whenComplete(
                (_, failure) -> {
                  if (failure != null) {
                    LOGGER.warn(
                        "close not recorded cluster={} session={} reason={}",
                        event.cluster(),
                        event.session(),
                        failure.toString());
                  }
                });
  }

  @Override
  public CompletionStage<?> report(Report report) {
    var record =
        record(
            EventType.REPORT,
            Topic.REPORTS,
            report.cluster().key(),
            report.cluster().toString(),
            report.epoch(),
            Json.write(report));
    return switch (report.body()) {
      // Of a large fleet they would be a stream that never lets those rest who read it.
      case ReportBody.Heartbeat _ -> others.writeGathered(record);
      case ReportBody.Acknowledged _,
          ReportBody.Delivered _,
          ReportBody.InSync _,
          ReportBody.Removed _,
          ReportBody.RemovalsHeld _,
          ReportBody.Statuses _ ->
          others.write(record);
    };
  }

  /// Keeps records that could not be read.
  public DeadLetterSink deadLetters() {
    return letters;
  }

  private ProducerRecord<byte[], byte[]> record(EventType type, Topic topic, SessionEvent event) {
    return record(
        type,
        topic,
        event.cluster().key(),
        event.cluster().toString(),
        event.epoch(),
        Json.write(event));
  }

  private ProducerRecord<byte[], byte[]> record(
      EventType type, Topic topic, String key, String subject, long epoch, byte[] value) {
    var record = new ProducerRecord<>(topic.topicName(), utf8(key), value);
    new EventHeaders(type, UUID.randomUUID(), source, subject, clock.instant(), epoch)
        .toMap()
        .forEach((name, content) -> record.headers().add(name, content));
    return record;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /// Takes nothing more and writes what waits, for a bounded time.
  public void drain(Duration limit) {
    openings.stop();
    others.stop();
    long end = System.nanoTime() + limit.toNanos();
    try {
      // Both are asked, whatever the first says.
      boolean opened = openings.awaitEnd(limit);
      boolean written = others.awaitEnd(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
      if (!opened || !written) {
        LOGGER.warn("drain timed out unconfirmed={}", unconfirmed());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Stops; what waits fails.
  @Override
  public void close() {
    openings.close();
    others.close();
  }
}
