package io.fairlead.store.publish;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.RecordMetadata;

/// Where a transaction's records are on Kafka.
///
/// @param begin where the partitions written to ended before, or a larger offset
/// @param end how far they reach now, or a smaller offset
record Written(EndOffsets begin, EndOffsets end) {
  static Written of(List<RecordMetadata> records) {
    Map<String, Long> begin = new HashMap<>();
    Map<String, Long> end = new HashMap<>();
    for (RecordMetadata record : records) {
      if (record.hasOffset()) {
        String partition = EndOffsets.partition(record.topic(), record.partition());
        begin.merge(partition, record.offset(), Math::min);
        end.merge(partition, record.offset() + 1, Math::max);
      }
    }
    return new Written(new EndOffsets(begin), new EndOffsets(end));
  }
}
