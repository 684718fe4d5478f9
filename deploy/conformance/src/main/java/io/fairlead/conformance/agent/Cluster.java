package io.fairlead.conformance.agent;

/// A cluster with the key that its agent signs with.
///
/// @param id its ARM id
public record Cluster(String id, ClusterKey key) {
  private static final String FLUX =
      "/providers/Microsoft.KubernetesConfiguration/fluxConfigurations/";

  /// The id of one of its configurations.
  public String configuration(String name) {
    return id + FLUX + name;
  }

  /// The same with another key.
  public Cluster with(ClusterKey other) {
    return new Cluster(id, other);
  }
}
