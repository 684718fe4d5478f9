package io.fairlead.agent.record;

import io.fairlead.contract.id.ResourceId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Notes in the records which status the hub has, in the background. Of one record, one note after
/// the other and the last one last, whatever the API does to each: an older note must never cover a
/// newer one. Thread-safe.
final class Acknowledgements {
  private final RecordWriter writer;
  private final Patience patience;
  private final Map<String, String> waiting = new ConcurrentHashMap<>();

  Acknowledgements(RecordWriter writer, Patience patience) {
    this.writer = writer;
    this.patience = patience;
  }

  /// The hub has that status of a configuration.
  void note(ResourceId id, String fingerprint) {
    String name = RecordNames.of(id);
    if (waiting.put(name, fingerprint) == null) {
      patience.sometime(() -> write(RecordKind.of(id), name), () -> waiting.remove(name));
    }
  }

  private void write(RecordKind kind, String name) {
    String next = waiting.get(name);
    while (next != null) {
      writer.acknowledge(kind, name, next);
      next = waiting.remove(name, next) ? null : waiting.get(name);
    }
  }
}
