package io.fairlead.benchmarks.work;

import io.fairlead.benchmarks.Bench;
import io.fairlead.benchmarks.api.Bodies;
import io.fairlead.benchmarks.floor.KafkaFloor;
import io.fairlead.benchmarks.floor.PostgresFloor;
import io.fairlead.benchmarks.floor.WebSocketFloor;
import io.fairlead.benchmarks.result.Figure;
import io.fairlead.benchmarks.result.Latencies;
import io.fairlead.contract.topic.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The least that a change must go through at the same rate: a row that is durable, a record that
/// is read, a message there and back.
///
/// @param row until it is committed
/// @param record until it is read
/// @param message until it is answered
record PropagationFloor(Latencies row, Latencies record, Latencies message) {
  private static final int CONNECTIONS = 16;

  /// Measures them one after another.
  ///
  /// @param warmUp of each, as long as the hub's
  static PropagationFloor measure(Bench bench, int perSecond, Duration warmUp)
      throws InterruptedException {
    int bytes = Bodies.flux("000000").length();
    Duration measured = Duration.ofSeconds(bench.size().of(10, 2));
    bench.say("floor: rows, records and messages at %d a second".formatted(perSecond));
    Latencies row;
    try (PostgresFloor floor =
        PostgresFloor.open(bench.vertx(), bench.hub().database(), CONNECTIONS)) {
      row = floor.insertAtRate(perSecond, bytes, warmUp, measured);
    }
    return new PropagationFloor(
        row,
        KafkaFloor.atRate(
            bench.hub().bootstrapServers(),
            perSecond,
            Topic.CONFIGURATIONS.partitions(),
            bytes,
            warmUp,
            measured),
        WebSocketFloor.echoAtRate(bench.vertx(), perSecond, CONNECTIONS, bytes, warmUp, measured));
  }

  /// The sum of the medians, milliseconds.
  double median() {
    return row.median() + record.median() + message.median();
  }

  /// The sum of the p99s, milliseconds: rather more than the p99 of the sum.
  double p99() {
    return row.p99() + record.p99() + message.p99();
  }

  List<Figure> figures() {
    List<Figure> figures = new ArrayList<>(row.figures("bare row"));
    figures.addAll(record.figures("bare record"));
    figures.addAll(message.figures("bare message"));
    return figures;
  }
}
