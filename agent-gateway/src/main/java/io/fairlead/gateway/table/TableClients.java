package io.fairlead.gateway.table;

import io.fairlead.gateway.kafka.FillingConsumer;
import io.fairlead.gateway.kafka.PositionedConsumer;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.streams.KafkaClientSupplier;

/// The clients of a table's run. It has global stores only, and so no more than one consumer, which
/// tells how far it has read.
final class TableClients implements KafkaClientSupplier {
  private final PositionedConsumer.Positions positions;

  TableClients(PositionedConsumer.Positions positions) {
    this.positions = positions;
  }

  @Override
  public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> settings) {
    return new FillingConsumer(settings, positions);
  }

  @Override
  public Admin getAdmin(Map<String, Object> settings) {
    return Admin.create(settings);
  }

  @Override
  public Producer<byte[], byte[]> getProducer(Map<String, Object> settings) {
    throw unused();
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> settings) {
    throw unused();
  }

  @Override
  public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> settings) {
    throw unused();
  }

  private static UnsupportedOperationException unused() {
    return new UnsupportedOperationException("the table has global stores only");
  }
}
