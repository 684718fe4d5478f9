package io.fairlead.gateway.table;

import io.fairlead.contract.event.ClusterState;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/// What the gateway needs of a cluster.
///
/// ```
/// epoch 8 | generation 8 | uid 16 | public key
/// ```
///
/// @param uid its incarnation
/// @param publicKey as registered; see [io.fairlead.contract.key.AgentPublicKey]
public record ClusterRow(long epoch, long generation, UUID uid, String publicKey) {
  private static final int HEAD = 32;

  static ClusterRow of(ClusterState state) {
    return new ClusterRow(
        state.epoch(), state.generation(), state.uid(), state.agentPublicKeyCertificate());
  }

  static ClusterRow read(byte[] row) {
    ByteBuffer buffer = ByteBuffer.wrap(row);
    return new ClusterRow(
        buffer.getLong(),
        buffer.getLong(),
        new UUID(buffer.getLong(), buffer.getLong()),
        new String(row, HEAD, row.length - HEAD, StandardCharsets.UTF_8));
  }

  byte[] write() {
    byte[] key = publicKey.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(HEAD + key.length)
        .putLong(epoch)
        .putLong(generation)
        .putLong(uid.getMostSignificantBits())
        .putLong(uid.getLeastSignificantBits())
        .put(key)
        .array();
  }

  Order order() {
    return new Order(epoch, generation);
  }
}
