package io.fairlead.agent.record;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
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
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
    @JsonPropertyDescription("Tells this state from one that somebody else wrote.") String checksum,
    @JsonInclude(JsonInclude.Include.NON_NULL)
        @JsonPropertyDescription("The versions of its protected settings.")
        @Nullable Map<String, Long> protectedSettings) {
  /// One without protected settings.
  public RecordSpec(
      String resourceId,
      String uid,
      long generation,
      long epoch,
      Wanted lifecycle,
      JsonNode properties,
      String checksum) {
    this(resourceId, uid, generation, epoch, lifecycle, properties, checksum, null);
  }

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
        held.properties(),
        held.protectedSettings());
  }

  private static RecordSpec sealed(
      ConfigurationVersion version,
      long epoch,
      Wanted lifecycle,
      JsonNode properties,
      @Nullable Map<String, Long> protectedSettings) {
    RecordSpec open =
        new RecordSpec(
            version.id().toString(),
            version.uid().toString(),
            version.generation(),
            epoch,
            lifecycle,
            properties,
            "",
            protectedSettings);
    return new RecordSpec(
        open.resourceId,
        open.uid,
        open.generation,
        open.epoch,
        open.lifecycle,
        open.properties,
        open.computed(),
        open.protectedSettings);
  }

  /// The same, to be cleaned up for good.
  RecordSpec removed() {
    return sealed(version(), epoch, Wanted.Removed, properties, protectedSettings);
  }

  private String computed() {
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    all.put("resourceId", resourceId)
        .put("uid", uid)
        .put("generation", generation)
        .put("epoch", epoch)
        .put("lifecycle", lifecycle.name())
        .set("properties", properties);
    if (protectedSettings != null) {
      ObjectNode settings = all.putObject("protectedSettings");
      new TreeMap<>(protectedSettings).forEach(settings::put);
    }
    return Fingerprints.of(all);
  }

  /// Whether the agent wrote it as it is. Somebody else may have left anything out.
  @JsonIgnore
  public boolean isIntact() {
    return Stream.of(resourceId, uid, lifecycle, properties, checksum).allMatch(Objects::nonNull)
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
    return new Configuration(record, version(), properties, protectedSettings);
  }

  HeldConfiguration held() {
    return new HeldConfiguration(
        version().id(),
        version().uid(),
        generation,
        epoch,
        lifecycle == Wanted.Active ? Lifecycle.Active : Lifecycle.Deleting,
        properties,
        false,
        protectedSettings);
  }
}
