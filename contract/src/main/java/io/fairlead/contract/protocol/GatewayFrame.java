package io.fairlead.contract.protocol;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.contract.event.Lifecycle;
import io.fairlead.contract.id.ConfigurationVersion;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.secret.SealedSetting;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a gateway says.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = GatewayFrame.Welcome.class, name = "welcome"),
  @JsonSubTypes.Type(value = GatewayFrame.Changes.class, name = "changes"),
  @JsonSubTypes.Type(value = GatewayFrame.Synchronized.class, name = "synchronized"),
  @JsonSubTypes.Type(value = GatewayFrame.Received.class, name = "received")
})
public sealed interface GatewayFrame extends Frame {
  /// The answer to [AgentFrame.Hello].
  ///
  /// @param session the session's number
  /// @param epoch the epoch of the desired state that follows
  /// @param inSync true when the agent holds exactly the desired state: nothing else follows. False
  /// asks
  ///     the agent for its [AgentFrame.Inventory]
  /// @param heartbeatSeconds how often the agent sends [AgentFrame.Heartbeat]
  record Welcome(long session, long epoch, boolean inSync, int heartbeatSeconds)
      implements GatewayFrame {}

  /// Desired state, to be stored durably before it is acknowledged. A frame is a set: no order in
  /// it.
  ///
  /// @param nonce counts the session's frames of changes from 1
  /// @param changed configurations to hold from now on in this state, replacing any other of the
  /// same id
  /// @param removed configurations to hold no longer, whatever their version
  record Changes(long nonce, long epoch, List<Change> changed, List<ResourceId> removed)
      implements GatewayFrame {
    public Changes {
      changed = List.copyOf(changed);
      removed = List.copyOf(removed);
    }
  }

  /// One configuration in [Changes].
  ///
  /// @param protectedSettings those that belong to this state, by name; null when it has none. An
  ///     agent that has one in that version, or a later one, keeps it; it opens the others, and
  ///     refuses the change when one is not there. What it has under other names goes
  record Change(
      ResourceId id,
      UUID uid,
      long generation,
      Lifecycle lifecycle,
      JsonNode properties,
      @Nullable Map<String, SealedSetting> protectedSettings) {
    public Change {
      protectedSettings = protectedSettings == null ? null : Map.copyOf(protectedSettings);
    }

    /// One without protected settings.
    public Change(
        ResourceId id, UUID uid, long generation, Lifecycle lifecycle, JsonNode properties) {
      this(id, uid, generation, lifecycle, properties, null);
    }

    public ConfigurationVersion version() {
      return new ConfigurationVersion(id, uid, generation);
    }
  }

  /// All differences of the opening were sent and acknowledged.
  ///
  /// @param desired the digest of the desired state at this moment: what the agent holds now,
  /// unless it
  ///     refused something or holds back removals
  record Synchronized(SetDigest desired) implements GatewayFrame {}

  /// The reports up to this number are stored at the hub; the agent may forget them.
  record Received(long number) implements GatewayFrame {}
}
