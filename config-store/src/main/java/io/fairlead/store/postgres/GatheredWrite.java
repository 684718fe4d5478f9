package io.fairlead.store.postgres;

import io.fairlead.store.ConfigurationWrite;
import io.fairlead.store.Expectation;
import io.vertx.core.buffer.Buffer;

/// One of the writes of a [PutTransaction].
///
/// @param write one that says nothing of protected settings
/// @param recording where it is recorded
/// @param sealed its properties
record GatheredWrite(
    ConfigurationWrite write, Expectation expectation, Recording recording, Buffer sealed) {
  /// Whether a write may be one of many: what is said of protected settings is sealed for what is
  /// there, which takes statements of its own.
  static boolean isPossible(ConfigurationWrite write) {
    return write.settings().given().isEmpty() && write.settings().removed().isEmpty();
  }

  String key() {
    return write.id().key();
  }

  String clusterKey() {
    return write.id().cluster().key();
  }

  Gathering.Place place() {
    return new Gathering.Place(clusterKey(), key());
  }
}
