package io.fairlead.agent.record;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import io.fairlead.agent.cluster.Fingerprints;
import io.fairlead.agent.object.Configuration;
import io.fairlead.contract.event.Lifecycle;
import io.fairlead.contract.id.ConfigurationVersion;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.session.desired.HeldConfiguration;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/// What a record holds: the last state of a configuration that the hub sent. Nobody but the agent
/// writes it; what somebody else writes is put back.
public record RecordSpec(
    @JsonPropertyDescription("The ARM id of the configuration.") String resourceId,
    @JsonPropertyDescription("Its incarnation.") String uid,
    @JsonPropertyDescription("The hub's generation of this state.") long generation,
    @JsonPropertyDescription("The hub's epoch in which it was sent.") long epoch,
    @JsonPropertyDescription("Whether it is wanted.") Wanted lifecycle,
    @JsonPropertyDescription("The configuration's properties as the hub sent them.")
        @PreserveUnknownFields
        JsonNode properties,
    @JsonPropertyDescription("Tells this state from one that somebody else wrote.")
        String checksum) {
  /// Whether a configuration is wanted in the cluster.
  public enum Wanted {
    /// It is.
    Active,
    /// It is to be cleaned up, and the clean-up confirmed.
    Deleting,
    /// It is to be cleaned up, and the record goes.
    Removed
  }

  static RecordSpec of(HeldConfiguration held) {
    return sealed(
        held.version(),
        held.epoch(),
        held.lifecycle() == Lifecycle.Active ? Wanted.Active : Wanted.Deleting,
        held.properties());
  }

  private static RecordSpec sealed(
      ConfigurationVersion version, long epoch, Wanted lifecycle, JsonNode properties) {
    RecordSpec open =
        new RecordSpec(
            version.id().toString(),
            version.uid().toString(),
            version.generation(),
            epoch,
            lifecycle,
            properties,
            "");
    return new RecordSpec(
        open.resourceId,
        open.uid,
        open.generation,
        open.epoch,
        open.lifecycle,
        open.properties,
        open.computed());
  }

  /// The same, to be cleaned up for good.
  RecordSpec removed() {
    return sealed(version(), epoch, Wanted.Removed, properties);
  }

  private String computed() {
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    all.put("resourceId", resourceId)
        .put("uid", uid)
        .put("generation", generation)
        .put("epoch", epoch)
        .put("lifecycle", lifecycle.name())
        .set("properties", properties);
    return Fingerprints.of(all);
  }

  /// Whether the agent wrote it as it is.
  @JsonIgnore
  public boolean isIntact() {
    // By hand, anything can be taken away.
    return Stream.of(resourceId, uid, lifecycle, properties, checksum).noneMatch(Objects::isNull)
        && computed().equals(checksum);
  }

  /// Which state of which configuration this is.
  ///
  /// @throws IllegalArgumentException when it is not intact
  public ConfigurationVersion version() {
    return new ConfigurationVersion(ResourceId.parse(resourceId), UUID.fromString(uid), generation);
  }

  /// The configuration, as the record of that name has it.
  public Configuration configuration(String record) {
    return new Configuration(record, version(), properties);
  }

  HeldConfiguration held() {
    return new HeldConfiguration(
        version().id(),
        version().uid(),
        generation,
        epoch,
        lifecycle == Wanted.Active ? Lifecycle.Active : Lifecycle.Deleting,
        properties,
        false);
  }
}
