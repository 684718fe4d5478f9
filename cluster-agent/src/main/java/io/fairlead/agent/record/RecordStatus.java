package io.fairlead.agent.record;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a configuration fares, as the agent last saw it.
public record RecordStatus(
    @JsonPropertyDescription("The hub's generation that this is about.")
        @Nullable Long observedGeneration,
    @JsonPropertyDescription("The agent's verdict.") @Nullable String compliance,
    @JsonPropertyDescription("The verdict's reason, for people.") @Nullable String message,
    @JsonPropertyDescription("The revision of the source.") @Nullable String revision,
    @JsonPropertyDescription("When objects were last changed.") @Nullable String lastApplied,
    @JsonPropertyDescription("The public half of the key made in the cluster.")
        @Nullable String publicKey,
    @JsonPropertyDescription("The fingerprint of this status.") @Nullable String fingerprint,
    @JsonPropertyDescription("The fingerprint of the status that the hub has.")
        @Nullable String acknowledged,
    @Nullable List<Condition> conditions) {
  /// Of a record that nobody has looked at.
  public static final RecordStatus NONE =
      new RecordStatus(null, null, null, null, null, null, null, null, null);
}
