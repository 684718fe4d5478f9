package io.fairlead.session.desired;

import io.fairlead.contract.id.ConfigurationVersion;
import io.fairlead.contract.id.ResourceId;
import java.util.UUID;

/// Something that became different about a configuration, always with the whole of it. Told after
/// it
/// is stored; telling it twice does no harm.
public sealed interface ConfigurationChange {
  /// The configuration this is about.
  ResourceId id();

  /// It is wanted in this state.
  record Changed(HeldConfiguration current) implements ConfigurationChange {
    @Override
    public ResourceId id() {
      return current.id();
    }
  }

  /// It was deleted and created again while nobody looked: what belongs to the former incarnation
  /// goes, and the current one is wanted.
  record Replaced(UUID formerUid, HeldConfiguration current) implements ConfigurationChange {
    @Override
    public ResourceId id() {
      return current.id();
    }
  }

  /// It is to be cleaned up, whatever its incarnation, and the clean-up confirmed.
  record Deleting(HeldConfiguration current) implements ConfigurationChange {
    @Override
    public ResourceId id() {
      return current.id();
    }
  }

  /// It is held no longer: whatever is left of it goes. Nothing is to be confirmed.
  record Removed(ConfigurationVersion last) implements ConfigurationChange {
    @Override
    public ResourceId id() {
      return last.id();
    }
  }
}
