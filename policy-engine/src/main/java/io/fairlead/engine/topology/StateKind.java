package io.fairlead.engine.topology;

import io.fairlead.contract.event.ClusterState;
import io.fairlead.contract.event.ConfigurationState;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.json.Json;

/// The two kinds of desired state that a task keeps.
enum StateKind {
  CLUSTER {
    @Override
    void check(ResourceId id, byte[] value) {
      if (id.isExtension()) {
        throw new UnreadableRecordException("key is not the id of a cluster");
      }
      ClusterState state = Json.read(value, ClusterState.class);
      requireSound(id, state.id(), state.generation(), state.epoch());
    }
  },
  CONFIGURATION {
    @Override
    void check(ResourceId id, byte[] value) {
      if (!id.isExtension()) {
        throw new UnreadableRecordException("key is not the id of a configuration");
      }
      ConfigurationState state = Json.read(value, ConfigurationState.class);
      requireSound(id, state.id(), state.generation(), state.epoch());
    }
  };

  /// Passes when the value is a state of that key.
  ///
  /// @throws UnreadableRecordException otherwise
  abstract void check(ResourceId id, byte[] value);

  private static void requireSound(ResourceId key, ResourceId id, long generation, long epoch) {
    if (!key.equals(id)) {
      throw new UnreadableRecordException("id is not the one in the key");
    }
    requirePositive("generation", generation);
    requirePositive("epoch", epoch);
  }

  private static void requirePositive(String field, long value) {
    if (value < 1) {
      throw new UnreadableRecordException(field + " is at least 1, not " + value);
    }
  }
}
