package io.fairlead.gateway.table;

import io.fairlead.contract.event.ClusterState;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.json.Json;
import io.fairlead.contract.protocol.ProtocolLimits;
import io.fairlead.encryption.PropertiesSeal;
import io.fairlead.streams.Intake;
import io.fairlead.streams.UnreadableRecordException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is different between the tables.
sealed interface RowKind {
  /// Reads a record's value into a row.
  ///
  /// @throws UnreadableRecordException when the value is not of that key or not to be sent to an
  ///     agent
  byte[] row(ResourceId id, byte[] value);

  /// Where a row stands among the states of its key.
  Order order(byte[] row);

  /// Tells of a change; null when the row was deleted.
  void changed(ResourceId id, byte @Nullable [] row);

  /// Configurations by id.
  record Configurations(TableListener listener) implements RowKind {
    @Override
    public byte[] row(ResourceId id, byte[] value) {
      if (!id.isExtension()) {
        throw new UnreadableRecordException("key is not the id of a configuration");
      }
      PublishedConfiguration state = PublishedConfiguration.read(value);
      if (!state.isOf(id)) {
        throw new UnreadableRecordException("id is not the one in the key");
      }
      Intake.requireDated(state.generation(), state.epoch());
      if (PropertiesSeal.clearLength(state.properties()) > ProtocolLimits.MAX_PROPERTIES_BYTES) {
        throw new UnreadableRecordException(
            "properties has at most " + ProtocolLimits.MAX_PROPERTIES_BYTES + " bytes");
      }
      return ConfigurationRow.write(state);
    }

    @Override
    public Order order(byte[] row) {
      return ConfigurationRow.order(row);
    }

    @Override
    public void changed(ResourceId id, byte @Nullable [] row) {
      listener.configurationChanged(id);
    }
  }

  /// Clusters by id.
  record Clusters(TableListener listener) implements RowKind {
    @Override
    public byte[] row(ResourceId id, byte[] value) {
      if (id.isExtension()) {
        throw new UnreadableRecordException("key is not the id of a cluster");
      }
      ClusterState state = Json.read(value, ClusterState.class);
      Intake.requireSound(id, state.id(), state.generation(), state.epoch());
      return ClusterRow.of(state).write();
    }

    @Override
    public Order order(byte[] row) {
      return ClusterRow.read(row).order();
    }

    @Override
    public void changed(ResourceId id, byte @Nullable [] row) {
      listener.clusterChanged(id, Optional.ofNullable(row).map(ClusterRow::read));
    }
  }
}
