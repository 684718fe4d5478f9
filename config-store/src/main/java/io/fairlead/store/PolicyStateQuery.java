package io.fairlead.store;

import io.fairlead.contract.id.PolicyId;
import io.fairlead.contract.id.PolicyScope;
import io.fairlead.contract.id.ResourceId;
import java.util.List;
import java.util.Optional;

/// Which states are asked for.
///
/// @param filter what else they have to be; empty for all
/// @param order by what they are ordered first; at most [#MAX_ORDER]. Plays no part in a summary
public record PolicyStateQuery(Of of, Optional<PolicyStateFilter> filter, List<Order> order) {
  /// The most fields to order by.
  public static final int MAX_ORDER = 4;

  public PolicyStateQuery {
    order = List.copyOf(order);
    if (order.size() > MAX_ORDER) {
      throw new IllegalArgumentException("at most " + MAX_ORDER + " fields to order by");
    }
  }

  /// Of what the states are.
  public sealed interface Of {
    /// Of all resources in a subscription, a resource group, or a cluster with its configurations.
    record Scope(PolicyScope scope) implements Of {}

    /// Of one cluster without its configurations, or of one configuration.
    record Resource(ResourceId resource) implements Of {}

    /// Of all that an assignment applies to.
    record Assignment(PolicyId assignment) implements Of {}

    /// Of all that was evaluated against a definition in a subscription.
    record Definition(PolicyScope subscription, PolicyId definition) implements Of {}

    /// Of all that an initiative is assigned to in a subscription.
    record Initiative(PolicyScope subscription, PolicyId initiative) implements Of {}
  }

  /// One field to order by.
  public record Order(PolicyStateField field, boolean ascending) {}
}
