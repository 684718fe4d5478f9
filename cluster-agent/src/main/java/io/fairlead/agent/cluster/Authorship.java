package io.fairlead.agent.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Whether the agent made an object, and which of its labels say what the agent wrote. Labels alone
/// do not tell: they can be copied with a manifest, edited and stripped.
///
/// @param applied whether the agent has ever applied the object
/// @param labels the names of the labels whose values are the agent's
record Authorship(boolean applied, Set<String> labels) {
  private static final Set<String> TELLING = Set.of(Labels.CONFIGURATION, Labels.INCARNATION);

  Authorship {
    labels = Set.copyOf(labels);
  }

  /// Reads the book of who set what.
  static Authorship of(HasMetadata object) {
    boolean applied = false;
    Set<String> labels = new HashSet<>();
    List<ManagedFieldsEntry> entries = object.getMetadata().getManagedFields();
    for (ManagedFieldsEntry entry : entries == null ? List.<ManagedFieldsEntry>of() : entries) {
      if (ManagedFields.AGENT.equals(entry.getManager())
          && "Apply".equals(entry.getOperation())
          && entry.getFieldsV1() != null) {
        applied = true;
        Map<String, Object> fields = entry.getFieldsV1().getAdditionalProperties();
        TELLING.stream().filter(label -> has(fields, label)).forEach(labels::add);
      }
    }
    return new Authorship(applied, labels);
  }

  private static boolean has(Map<String, Object> fields, String label) {
    return fields.get("f:metadata") instanceof Map<?, ?> metadata
        && metadata.get("f:labels") instanceof Map<?, ?> labels
        && labels.containsKey("f:" + label);
  }

  /// Whether the agent made it a configuration's.
  boolean ofConfiguration() {
    return applied && labels.contains(Labels.CONFIGURATION);
  }

  /// Whether the agent made it an incarnation's.
  boolean ofIncarnation() {
    return ofConfiguration() && labels.contains(Labels.INCARNATION);
  }
}
