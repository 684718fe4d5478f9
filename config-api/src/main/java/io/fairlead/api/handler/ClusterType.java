package io.fairlead.api.handler;

import io.fairlead.api.request.ArmRequest;
import io.fairlead.contract.id.ResourceId;

/// The types of clusters that can be registered. They behave alike.
public enum ClusterType {
  ConnectedClusters("Microsoft.Kubernetes/connectedClusters"),
  ManagedClusters("Microsoft.ContainerService/managedClusters");

  private final String type;

  ClusterType(String type) {
    this.type = type;
  }

  /// The provider and type.
  public String type() {
    return type;
  }

  /// The cluster that a request's path names.
  ResourceId id(ArmRequest request) {
    return ResourceId.cluster(
        request.parameter("subscriptionId"),
        request.parameter("resourceGroupName"),
        type,
        request.parameter("clusterName"));
  }
}
