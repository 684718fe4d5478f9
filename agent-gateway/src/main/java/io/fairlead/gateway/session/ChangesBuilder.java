package io.fairlead.gateway.session;

import io.fairlead.contract.id.ConfigurationVersion;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.json.Json;
import io.fairlead.contract.protocol.GatewayFrame.Change;
import io.fairlead.contract.protocol.GatewayFrame.Changes;
import io.fairlead.contract.protocol.ProtocolLimits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Fills one frame of changes up to its limit.
final class ChangesBuilder {
  /// More than a frame needs around its lists.
  private static final int FRAME_BYTES = 256;

  /// More than a change needs around its id and properties.
  private static final int CHANGE_BYTES = 192;

  private final List<Change> changed = new ArrayList<>();
  private final List<ResourceId> removed = new ArrayList<>();
  private final Map<String, ConfigurationVersion> versions = new LinkedHashMap<>();
  private int bytes = FRAME_BYTES;
  private @Nullable Instant since;

  /// Adds a key's state, or its removal when there is none.
  ///
  /// @return false when it no longer fits; it is then to be sent with the next frame
  boolean add(Deliveries.Waiting waiting, Optional<DesiredState.Desired> state) {
    ResourceId id =
        state
            .map(desired -> desired.version().id())
            .orElseGet(() -> ResourceId.parse(waiting.key()));
    int size =
        Json.write(id).length + state.map(desired -> desired.bytes() + CHANGE_BYTES).orElse(1);
    if (bytes + size > ProtocolLimits.MAX_FRAME_BYTES) {
      return false;
    }
    bytes += size;
    if (since == null || waiting.since().isBefore(since)) {
      since = waiting.since();
    }
    if (state.isPresent()) {
      DesiredState.Desired desired = state.get();
      ConfigurationVersion version = desired.version();
      versions.put(waiting.key(), version);
      changed.add(
          new Change(
              id,
              version.uid(),
              version.generation(),
              desired.lifecycle(),
              desired.properties(),
              desired.protectedSettings()));
    } else {
      removed.add(id);
    }
    return true;
  }

  /// What is in the frame, by key.
  Map<String, ConfigurationVersion> versions() {
    return versions;
  }

  /// Since when the oldest of its changes waits.
  Optional<Instant> since() {
    return Optional.ofNullable(since);
  }

  Changes build(long nonce, long epoch) {
    return new Changes(nonce, epoch, changed, removed);
  }
}
