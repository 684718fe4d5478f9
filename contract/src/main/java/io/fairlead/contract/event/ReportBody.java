package io.fairlead.contract.event;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.fairlead.contract.id.ConfigurationVersion;
import java.util.List;

/// What a report says.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ReportBody.Heartbeat.class, name = "heartbeat"),
  @JsonSubTypes.Type(value = ReportBody.Delivered.class, name = "delivered"),
  @JsonSubTypes.Type(value = ReportBody.Acknowledged.class, name = "acknowledged"),
  @JsonSubTypes.Type(value = ReportBody.InSync.class, name = "inSync"),
  @JsonSubTypes.Type(value = ReportBody.Statuses.class, name = "statuses"),
  @JsonSubTypes.Type(value = ReportBody.Removed.class, name = "removed"),
  @JsonSubTypes.Type(value = ReportBody.RemovalsHeld.class, name = "removalsHeld")
})
public sealed interface ReportBody {
  /// The agent is alive.
  record Heartbeat() implements ReportBody {}

  /// The gateway has written these states to the agent's connection. Says nothing of their arrival.
  record Delivered(List<ConfigurationVersion> configurations) implements ReportBody {
    public Delivered {
      configurations = List.copyOf(configurations);
    }
  }

  /// The agent has stored these states durably, and refused those.
  record Acknowledged(List<ConfigurationVersion> stored, List<Refusal> refused)
      implements ReportBody {
    public Acknowledged {
      stored = List.copyOf(stored);
      refused = List.copyOf(refused);
    }
  }

  /// The agent holds exactly the gateway's desired state of its cluster; these are all of it. Sent
  /// after an opening with equal digests, so that an acknowledgement lost with an older session is
  /// made up for. After any other opening [Acknowledged] says it of what the agent held already.
  record InSync(List<ConfigurationVersion> configurations) implements ReportBody {
    public InSync {
      configurations = List.copyOf(configurations);
    }
  }

  /// How these configurations fare in the cluster: for each the latest, replacing all before.
  record Statuses(List<ConfigurationStatus> statuses) implements ReportBody {
    public Statuses {
      statuses = List.copyOf(statuses);
    }
  }

  /// The agent has cleaned up these configurations, which were to be deleted.
  record Removed(List<ConfigurationVersion> configurations) implements ReportBody {
    public Removed {
      configurations = List.copyOf(configurations);
    }
  }

  /// The agent holds back removals that look like a mistake, until an operator confirms them there.
  ///
  /// @param held how many removals are held back; 0 once they were confirmed or are no longer
  /// wanted
  /// @param of how many configurations the agent holds
  record RemovalsHeld(int held, int of) implements ReportBody {}
}
