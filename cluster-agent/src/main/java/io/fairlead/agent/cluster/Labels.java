package io.fairlead.agent.cluster;

import io.fairlead.agent.object.Configuration;
import java.util.Map;

/// The labels that say whose an object is.
public final class Labels {
  /// The name of the record whose object it is. What has no such label is nobody's affair here.
  public static final String CONFIGURATION = "fairlead.io/configuration";

  /// The incarnation of the configuration: an object of a former one is not wanted any more.
  public static final String INCARNATION = "fairlead.io/incarnation";

  /// The annotation with the fingerprint of what was applied.
  static final String APPLIED = "fairlead.io/applied";

  private static final String MANAGED_BY = "app.kubernetes.io/managed-by";
  private static final String FAIRLEAD = "fairlead";

  private Labels() {}

  /// The labels of all objects of a configuration.
  public static Map<String, String> of(Configuration configuration) {
    return Map.of(
        MANAGED_BY, FAIRLEAD,
        CONFIGURATION, configuration.record(),
        INCARNATION, configuration.version().uid().toString());
  }

  /// The labels of what belongs to no configuration alone.
  public static Map<String, String> shared() {
    return Map.of(MANAGED_BY, FAIRLEAD);
  }
}
