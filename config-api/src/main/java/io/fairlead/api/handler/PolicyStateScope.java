package io.fairlead.api.handler;

import io.fairlead.api.request.ArmRequest;
import io.fairlead.api.work.StoreCalls;
import io.fairlead.contract.id.PolicyId;
import io.fairlead.contract.id.PolicyScope;
import io.fairlead.contract.id.PolicyType;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.store.ClusterStore;
import io.fairlead.store.ConfigurationStore;
import io.fairlead.store.PolicyStateQuery.Of;
import io.fairlead.store.PolicyStore;
import io.smallrye.mutiny.Uni;
import java.util.function.Function;

/// What a request asks for the policy states of.
///
/// @param of what its path names
/// @param scopes tells whether a subscription or a resource group exists
/// @param clusters tells whether a cluster exists
/// @param configurations tells whether a configuration exists
/// @param policies tells whether a definition, an initiative or an assignment exists
public record PolicyStateScope(
    Function<ArmRequest, Of> of,
    Scopes scopes,
    ClusterStore clusters,
    ConfigurationStore configurations,
    PolicyStore policies) {
  /// Those of all resources in a scope.
  public static Function<ArmRequest, Of> scope(Function<ArmRequest, PolicyScope> scope) {
    return request -> new Of.Scope(scope.apply(request));
  }

  /// Those of one configuration.
  public static Function<ArmRequest, Of> configuration(
      ClusterType cluster, ConfigurationType type) {
    return request ->
        new Of.Resource(
            cluster.id(request).extension(type.type(), request.parameter("configurationName")));
  }

  /// Those of a definition, an initiative or an assignment.
  ///
  /// @param scope where it is
  public static Function<ArmRequest, Of> policy(
      PolicyType type, Function<ArmRequest, PolicyScope> scope) {
    return request -> {
      PolicyScope at = scope.apply(request);
      PolicyId id = PolicyId.of(at, type, request.parameter("policyName"));
      return switch (type) {
        case DEFINITION -> new Of.Definition(at.subscription(), id);
        case SET_DEFINITION -> new Of.Initiative(at.subscription(), id);
        case ASSIGNMENT -> new Of.Assignment(id);
        case EXEMPTION -> throw new IllegalArgumentException("nothing is evaluated against " + id);
      };
    };
  }

  /// Completes when it exists.
  ///
  /// @return fails with an [io.fairlead.api.request.ArmException] (404) when it does not
  Uni<Void> require(Of asked) {
    return switch (asked) {
      case Of.Scope(PolicyScope scope) -> require(scope);
      case Of.Resource(ResourceId id) ->
          StoreCalls.call(() -> configurations.find(id))
              .map(found -> found.orElseThrow(NotFound.resource(id)))
              .replaceWithVoid();
      case Of.Assignment(PolicyId id) -> require(id);
      case Of.Definition(_, PolicyId id) -> require(id);
      case Of.Initiative(_, PolicyId id) -> require(id);
    };
  }

  private Uni<Void> require(PolicyScope scope) {
    if (scope.cluster().isPresent()) {
      ResourceId cluster = scope.cluster().get();
      return StoreCalls.call(() -> clusters.find(cluster))
          .map(found -> found.orElseThrow(NotFound.resource(cluster)))
          .replaceWithVoid();
    }
    return scope
        .resourceGroup()
        .map(group -> scopes.require(scope.subscriptionId(), group))
        .orElseGet(() -> scopes.requireSubscription(scope.subscriptionId()));
  }

  private Uni<Void> require(PolicyId id) {
    return StoreCalls.call(() -> policies.find(id))
        .map(found -> found.orElseThrow(NotFound.policy(id)))
        .replaceWithVoid();
  }
}
