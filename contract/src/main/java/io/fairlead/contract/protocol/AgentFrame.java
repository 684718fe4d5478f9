package io.fairlead.contract.protocol;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.fairlead.contract.event.AgentDescription;
import io.fairlead.contract.event.ConfigurationStatus;
import io.fairlead.contract.event.Refusal;
import io.fairlead.contract.id.ConfigurationVersion;
import java.util.List;

/// What an agent says.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = AgentFrame.Hello.class, name = "hello"),
  @JsonSubTypes.Type(value = AgentFrame.Inventory.class, name = "inventory"),
  @JsonSubTypes.Type(value = AgentFrame.Acknowledge.class, name = "acknowledge"),
  @JsonSubTypes.Type(value = AgentFrame.Statuses.class, name = "statuses"),
  @JsonSubTypes.Type(value = AgentFrame.Removed.class, name = "removed"),
  @JsonSubTypes.Type(value = AgentFrame.RemovalsHeld.class, name = "removalsHeld"),
  @JsonSubTypes.Type(value = AgentFrame.Heartbeat.class, name = "heartbeat")
})
public sealed interface AgentFrame extends Frame {
  /// The first frame of a session, sent within 10 seconds.
  ///
  /// @param epoch the epoch of the desired state the agent holds; 0 when it holds none
  /// @param held the digest of all it holds
  record Hello(long epoch, SetDigest held, AgentDescription agent) implements AgentFrame {}

  /// What the agent holds, in parts, after a gateway asked for it.
  ///
  /// @param last whether this is the last part
  record Inventory(List<ConfigurationVersion> held, boolean last) implements AgentFrame {
    public Inventory {
      held = List.copyOf(held);
    }
  }

  /// The changes of a frame are stored durably, but for those refused.
  ///
  /// @param nonce of the [GatewayFrame.Changes] answered
  record Acknowledge(long nonce, List<Refusal> refused) implements AgentFrame {
    public Acknowledge {
      refused = List.copyOf(refused);
    }
  }

  /// How configurations fare. Kept by the agent until [GatewayFrame.Received] names its number.
  ///
  /// @param number counts the agent's reports of this session from 1
  record Statuses(long number, List<ConfigurationStatus> statuses) implements AgentFrame {
    public Statuses {
      statuses = List.copyOf(statuses);
    }
  }

  /// The agent has cleaned up what was to be deleted. Kept by the agent until received, as
  /// [Statuses].
  record Removed(long number, List<ConfigurationVersion> configurations) implements AgentFrame {
    public Removed {
      configurations = List.copyOf(configurations);
    }
  }

  /// The agent holds back removals until an operator confirms them; see the mass-removal guard.
  ///
  /// @param held how many removals are held back; 0 once they are no longer
  /// @param of how many configurations the agent holds
  record RemovalsHeld(long number, int held, int of) implements AgentFrame {}

  /// The agent is alive. Sent at the interval of [GatewayFrame.Welcome].
  record Heartbeat() implements AgentFrame {}
}
