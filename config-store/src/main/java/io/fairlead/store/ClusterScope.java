package io.fairlead.store;

/// Where clusters are listed. Names in any case.
public sealed interface ClusterScope {
  String subscriptionId();

  record InSubscription(String subscriptionId) implements ClusterScope {}

  record InResourceGroup(String subscriptionId, String resourceGroup) implements ClusterScope {}
}
