package io.fairlead.engine.topology;

import io.fairlead.contract.event.ClusterState;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.json.Json;
import io.fairlead.streams.Intake;
import io.fairlead.streams.UnreadableRecordException;

/// The two kinds of desired state that a task keeps.
enum StateKind {
  CLUSTER {
    @Override
    void check(ResourceId id, byte[] value) {
      if (id.isExtension()) {
        throw new UnreadableRecordException("key is not the id of a cluster");
      }
      ClusterState state = Json.read(value, ClusterState.class);
      Intake.requireSound(id, state.id(), state.generation(), state.epoch());
    }
  },
  CONFIGURATION {
    @Override
    void check(ResourceId id, byte[] value) {
      if (!id.isExtension()) {
        throw new UnreadableRecordException("key is not the id of a configuration");
      }
      KeptConfiguration state = KeptConfiguration.read(value);
      Intake.requireSound(id, state.id(), state.generation(), state.epoch());
    }
  };

  /// Passes when the value is a state of that key.
  ///
  /// @throws UnreadableRecordException otherwise
  abstract void check(ResourceId id, byte[] value);
}
