package io.fairlead.benchmarks.work;

import io.fairlead.benchmarks.fleet.Arrivals;
import io.fairlead.benchmarks.hub.Topics;
import io.fairlead.benchmarks.result.Latencies;
import io.fairlead.benchmarks.result.WallClock;
import io.fairlead.benchmarks.store.Deliveries;
import io.fairlead.contract.event.ConfigurationState;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.json.Json;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// When each of many changes was where. [#due] is thread-safe; the rest is for after the changes.
///
/// The moments are of several processes, and a record's time is in whole milliseconds, so that one
/// may seem to be before the one it follows: that counts as a microsecond.
final class Propagations {
  private final WallClock clock;
  private final Arrivals arrivals;
  private final long first;
  private final Map<String, Long> dueByKey = new ConcurrentHashMap<>();
  private final Map<Long, Long> sentByGeneration = new HashMap<>();
  private final Latencies accepted = new Latencies();
  private final Latencies published = new Latencies();
  private final Latencies handedOver = new Latencies();
  private final Latencies taken = new Latencies();
  private final Latencies stored = new Latencies();
  private final Latencies acknowledged = new Latencies();
  private final Latencies reported = new Latencies();

  /// @param first the number of the first that counts; those before were for warming up
  Propagations(WallClock clock, Arrivals arrivals, long first) {
    this.clock = clock;
    this.arrivals = arrivals;
    this.first = first;
  }

  /// Whether the change of a number counts.
  boolean isMeasured(long number) {
    return number >= first;
  }

  /// A change begins.
  void due(ResourceId id, long number, long due) {
    if (isMeasured(number)) {
      dueByKey.put(id.key(), due);
    }
  }

  /// Reads when each was given to Kafka.
  void published(Topics topics, Topics.Mark mark) {
    topics.since(
        mark,
        record ->
            sent(
                Json.read(record.value(), ConfigurationState.class).generation(),
                clock.nanosOfMillis(record.timestamp())));
  }

  /// One was given to Kafka.
  void sent(long generation, long nanos) {
    sentByGeneration.put(generation, nanos);
  }

  /// Takes in what the store knows in the end.
  ///
  /// @throws IllegalStateException when something is missing there
  void delivered(List<Deliveries.Delivery> deliveries) {
    for (Deliveries.Delivery delivery : deliveries) {
      Long due = dueByKey.get(delivery.key());
      if (due != null) {
        add(delivery, due);
      }
    }
    if (stored.count() != dueByKey.size()) {
      throw new IllegalStateException(
          "%d of %d changes were found again".formatted(stored.count(), dueByKey.size()));
    }
  }

  private void add(Deliveries.Delivery delivery, long due) {
    long generation = delivery.generation();
    long changed = clock.nanos(delivery.changedAt());
    long sent = known(sentByGeneration.get(generation), delivery);
    long arrived = arrivals.of(generation).orElseThrow();
    Instant delivered = known(delivery.deliveredAt(), delivery);
    Instant heard = known(delivery.acknowledgedAt(), delivery);
    accepted.record(changed - due);
    published.record(sent - changed);
    // Where the gateway did not tell of the delivery, the store has the acknowledgement's time.
    if (delivered.isBefore(heard)) {
      handedOver.record(clock.nanos(delivered) - sent);
      taken.record(arrived - clock.nanos(delivered));
    }
    stored.record(arrived - changed);
    acknowledged.record(clock.nanos(heard) - changed);
    reported.record(clock.nanos(known(delivery.reportedAt(), delivery)) - changed);
  }

  private static <T> T known(@Nullable T time, Deliveries.Delivery delivery) {
    if (time == null) {
      throw new IllegalStateException("a time is missing of " + delivery);
    }
    return time;
  }

  /// From when it was due to when the API began to write it.
  Latencies accepted() {
    return accepted;
  }

  /// From there to its record's time.
  Latencies published() {
    return published;
  }

  /// From its record's time to when the gateway had queued it on the agent's connection; only of
  /// those deliveries of which the gateway told.
  Latencies handedOver() {
    return handedOver;
  }

  /// From there to when the agent had stored it; only of the same.
  Latencies taken() {
    return taken;
  }

  /// From when it was written to when the agent had stored it.
  Latencies stored() {
    return stored;
  }

  /// From when it was written to when the gateway had the agent's acknowledgement.
  Latencies acknowledged() {
    return acknowledged;
  }

  /// From when it was written to when the gateway had the agent's status.
  Latencies reported() {
    return reported;
  }
}
