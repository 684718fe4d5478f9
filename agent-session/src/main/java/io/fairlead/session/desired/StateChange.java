package io.fairlead.session.desired;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.fairlead.contract.event.ConfigurationStatus;
import io.fairlead.contract.id.ResourceId;

/// One step of an agent's durable state, as written to its log. Applying a step twice is the same
/// as
/// once.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "do")
@JsonSubTypes({
  @JsonSubTypes.Type(value = StateChange.Hold.class, name = "hold"),
  @JsonSubTypes.Type(value = StateChange.Drop.class, name = "drop"),
  @JsonSubTypes.Type(value = StateChange.CleanedUp.class, name = "cleanedUp"),
  @JsonSubTypes.Type(value = StateChange.Adopt.class, name = "adopt"),
  @JsonSubTypes.Type(value = StateChange.Doubt.class, name = "doubt"),
  @JsonSubTypes.Type(value = StateChange.Withhold.class, name = "withhold"),
  @JsonSubTypes.Type(value = StateChange.Release.class, name = "release"),
  @JsonSubTypes.Type(value = StateChange.Report.class, name = "report"),
  @JsonSubTypes.Type(value = StateChange.ReportReceived.class, name = "reportReceived"),
  @JsonSubTypes.Type(value = StateChange.ReportWithheld.class, name = "reportWithheld"),
  @JsonSubTypes.Type(value = StateChange.WithheldReceived.class, name = "withheldReceived")
})
public sealed interface StateChange {
  /// Hold this state from now on.
  record Hold(HeldConfiguration configuration) implements StateChange {}

  /// Hold it no longer.
  record Drop(ResourceId id) implements StateChange {}

  /// The cluster has cleaned it up.
  record CleanedUp(ResourceId id) implements StateChange {}

  /// What is held is of this epoch now: nothing is in doubt any more.
  record Adopt(long epoch) implements StateChange {}

  /// A session of another epoch than the adopted one has begun.
  ///
  /// @param epoch that epoch
  /// @param baseline how many active configurations were held when the doubt began
  /// @param tripped whether the guard holds removals back until they are confirmed
  record Doubt(long epoch, int baseline, boolean tripped) implements StateChange {}

  /// Hold back a removal.
  record Withhold(ResourceId id) implements StateChange {}

  /// Forget a removal that was held back: it is wanted no longer.
  record Release(ResourceId id) implements StateChange {}

  /// A status to be reported, in place of an older one.
  record Report(ConfigurationStatus status) implements StateChange {}

  /// The hub has the status.
  record ReportReceived(ResourceId id) implements StateChange {}

  /// To be reported: how many removals are held back, of how many configurations.
  record ReportWithheld(int held, int of) implements StateChange {}

  /// The hub has that.
  record WithheldReceived() implements StateChange {}
}
