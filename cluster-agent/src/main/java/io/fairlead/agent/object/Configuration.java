package io.fairlead.agent.object;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.contract.id.ConfigurationVersion;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A configuration that is wanted in the cluster.
///
/// @param record the name of the in-cluster record that holds it: a DNS label with a hash in it,
///     unique in the cluster, at most 63 characters
/// @param version which state of which incarnation
/// @param properties as the hub sent them, defaults filled in; never protected settings. Not to be
///     modified
/// @param protectedSettings the versions of the protected settings that belong to it, by name; null
///     when it has none
public record Configuration(
    String record,
    ConfigurationVersion version,
    JsonNode properties,
    @Nullable Map<String, Long> protectedSettings) {
  /// One without protected settings.
  public Configuration(String record, ConfigurationVersion version, JsonNode properties) {
    this(record, version, properties, null);
  }

  /// The configuration's name as objects in the cluster have it: in lower case.
  public String name() {
    return version.id().name().toLowerCase(Locale.ROOT);
  }
}
