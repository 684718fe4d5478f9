package io.fairlead.conformance.agent;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// What a gateway says.
public sealed interface GatewayFrame {
  /// The answer to hello.
  record Welcome(long session, long epoch, boolean inSync, long heartbeatSeconds)
      implements GatewayFrame {}

  /// Desired state to store.
  ///
  /// @param removed ids
  record Changes(long nonce, long epoch, List<Change> changed, List<String> removed)
      implements GatewayFrame {
    public Changes {
      changed = List.copyOf(changed);
      removed = List.copyOf(removed);
    }
  }

  /// One configuration of [Changes].
  ///
  /// @param lifecycle `Active` or `Deleting`
  record Change(Version version, String lifecycle, JsonNode properties) {}

  /// The end of an opening.
  record Synchronized(String desired) implements GatewayFrame {}

  /// Reports up to this number are stored.
  record Received(long number) implements GatewayFrame {}
}
