package io.fairlead.policy.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.contract.event.ConfigurationState;
import io.fairlead.policy.language.value.LateJson;
import java.util.function.Supplier;

/// A configuration and what its cluster said of it. Its properties are opened when a policy first
/// asks for them, and once: most policies never do. Immutable, thread-safe.
public final class KnownConfiguration {
  private final ConfigurationHead head;
  private final Supplier<JsonNode> properties;
  private final Heard heard;

  /// One whose properties may have to be opened.
  ///
  /// @param head the desired state without them
  /// @param properties opens them; what it throws ends the evaluation that asked
  /// @param heard what the cluster said of this incarnation
  public KnownConfiguration(ConfigurationHead head, Supplier<JsonNode> properties, Heard heard) {
    this.head = head;
    this.properties = new LateJson(properties);
    this.heard = heard;
  }

  /// One whose properties are open.
  public KnownConfiguration(ConfigurationState state, Heard heard) {
    this(ConfigurationHead.of(state), state::properties, heard);
  }

  /// The desired state without the properties.
  public ConfigurationHead head() {
    return head;
  }

  /// The validated properties with their defaults; throws what opening them throws.
  public JsonNode properties() {
    return properties.get();
  }

  /// What the cluster said of this incarnation.
  public Heard heard() {
    return heard;
  }

  /// Whether the cluster has stored the current generation.
  boolean isStored() {
    return heard.stored() >= head.generation();
  }

  /// Whether the status is about the current generation.
  boolean isObserved() {
    return heard.observed() >= head.generation();
  }

  /// Whether the cluster has refused the current generation and has not come round since.
  boolean isRefused() {
    return heard.refused() >= head.generation() && !isStored() && !isObserved();
  }
}
