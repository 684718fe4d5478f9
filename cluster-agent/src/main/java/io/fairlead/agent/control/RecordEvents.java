package io.fairlead.agent.control;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fairlead.agent.record.ConfigRecord;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Brings what is seen of managed objects to the controller of their records. Thread-safe.
///
/// @param <R> the kind of record
final class RecordEvents<R extends ConfigRecord>
    extends AbstractEventSource<GenericKubernetesResource, R> {
  private final String namespace;
  private volatile @Nullable IndexerResourceCache<R> records;

  /// @param namespace where the records are
  RecordEvents(String namespace) {
    super(GenericKubernetesResource.class, "managed-objects");
    this.namespace = namespace;
  }

  void use(IndexerResourceCache<R> cache) {
    records = cache;
  }

  /// An object of that record changed.
  void changed(String record) {
    ResourceID id = new ResourceID(record, namespace);
    IndexerResourceCache<R> known = records;
    if (isRunning() && known != null && known.contains(id)) {
      getEventHandler().handleEvent(new Event(id));
    }
  }

  /// All records are to be looked at.
  void all() {
    IndexerResourceCache<R> known = records;
    if (isRunning() && known != null) {
      known.keys().forEach(id -> getEventHandler().handleEvent(new Event(id)));
    }
  }

  /// The record of a name as it was last seen.
  Optional<R> record(String name) {
    IndexerResourceCache<R> known = records;
    return known == null ? Optional.empty() : known.get(new ResourceID(name, namespace));
  }

  @Override
  public Set<GenericKubernetesResource> getSecondaryResources(R record) {
    // A look asks for what it needs.
    return Set.of();
  }
}
