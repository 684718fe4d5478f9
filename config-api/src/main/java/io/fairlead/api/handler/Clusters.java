package io.fairlead.api.handler;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.policy.DenyCheck;
import io.fairlead.api.request.Answer;
import io.fairlead.api.request.ArmRequest;
import io.fairlead.api.request.Paging;
import io.fairlead.api.resource.ConnectedClusterSchema;
import io.fairlead.api.schema.Outcome;
import io.fairlead.api.schema.ResourceSchema;
import io.fairlead.api.work.StoreCalls;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.store.ClusterScope;
import io.fairlead.store.ClusterStore;
import io.fairlead.store.DeleteOutcome;
import io.fairlead.store.StoredCluster;
import io.fairlead.store.WriteOutcome;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.function.Function;

/// Clusters of one type.
///
/// @param type the type
/// @param store where they are kept
/// @param scopes tells an empty list from one of a scope that does not exist
/// @param policies asked before a write
/// @param views writes answers
public record Clusters(
    ClusterType type, ClusterStore store, Scopes scopes, DenyCheck policies, Views views) {
  private ResourceSchema schema() {
    return switch (type) {
      case ConnectedClusters -> ConnectedClusterSchema.SCHEMA;
      case ManagedClusters -> ConnectedClusterSchema.MANAGED;
    };
  }

  /// `PUT`: creates or replaces.
  public Uni<Answer> put(ArmRequest request) {
    ResourceId id = type.id(request);
    Refusals.refuse(schema().checkName(id.name()));
    ObjectNode body = Bodies.read(request);
    return write(
        request,
        id,
        current ->
            current
                .map(
                    stored ->
                        schema()
                            .replace(
                                id.name(),
                                ClusterBodies.of(stored),
                                AgentFacts.of(stored).without(body)))
                .orElseGet(() -> schema().create(id.name(), body)));
  }

  /// `PATCH`: changes a part.
  public Uni<Answer> patch(ArmRequest request) {
    ResourceId id = type.id(request);
    ObjectNode body = Bodies.read(request);
    return write(
        request,
        id,
        current -> {
          StoredCluster stored = current.orElseThrow(NotFound.resource(id));
          return schema()
              .patch(id.name(), ClusterBodies.of(stored), AgentFacts.of(stored).without(body));
        });
  }

  private Uni<Answer> write(
      ArmRequest request, ResourceId id, Function<Optional<StoredCluster>, Outcome> decide) {
    return optimistic(id)
        .write(
            request.precondition(),
            (current, expectation) -> {
              ObjectNode accepted = Bodies.accepted(decide.apply(current));
              var write =
                  ClusterBodies.write(
                      current.map(StoredCluster::id).orElse(id), accepted, request.principal());
              return policies
                  .allows(write.id(), accepted, request.apiVersion())
                  .chain(() -> StoreCalls.call(() -> store.put(write, expectation)));
            })
        .map(
            outcome ->
                switch (outcome) {
                  case WriteOutcome.Created<StoredCluster> created ->
                      answer(201, created.resource());
                  case WriteOutcome.Updated<StoredCluster> updated ->
                      answer(200, updated.resource());
                  case WriteOutcome.Unchanged<StoredCluster> unchanged ->
                      answer(200, unchanged.resource());
                  case WriteOutcome.LimitReached<StoredCluster> reached ->
                      throw Refusals.limit(reached.limit());
                  case WriteOutcome.Mismatch<StoredCluster> _,
                      WriteOutcome.BeingDeleted<StoredCluster> _,
                      WriteOutcome.ParentMissing<StoredCluster> _ ->
                      throw new IllegalStateException("Not an outcome of this write: " + outcome);
                });
  }

  /// `GET`.
  public Uni<Answer> get(ArmRequest request) {
    ResourceId id = type.id(request);
    return StoreCalls.call(() -> store.find(id))
        .map(found -> answer(200, found.orElseThrow(NotFound.resource(id))));
  }

  /// `DELETE`: with all its configurations, at once.
  public Uni<Answer> delete(ArmRequest request) {
    ResourceId id = type.id(request);
    return optimistic(id)
        .delete(
            request.precondition(),
            expectation -> StoreCalls.call(() -> store.delete(id, expectation)))
        .map(
            outcome ->
                switch (outcome) {
                  case DeleteOutcome.Gone<StoredCluster> _ -> Answer.empty(200);
                  case DeleteOutcome.Absent<StoredCluster> _ -> Answer.empty(204);
                  case DeleteOutcome.Accepted<StoredCluster> _,
                      DeleteOutcome.InUse<StoredCluster> _,
                      DeleteOutcome.Mismatch<StoredCluster> _ ->
                      throw new IllegalStateException("Not an outcome of this delete: " + outcome);
                });
  }

  /// `GET` of the clusters of a resource group.
  public Uni<Answer> listByResourceGroup(ArmRequest request) {
    String subscription = request.parameter("subscriptionId");
    String group = request.parameter("resourceGroupName");
    return list(
        request,
        new ClusterScope.InResourceGroup(subscription, group),
        scopes.require(subscription, group));
  }

  /// `GET` of the clusters of a subscription.
  public Uni<Answer> listBySubscription(ArmRequest request) {
    String subscription = request.parameter("subscriptionId");
    return list(
        request,
        new ClusterScope.InSubscription(subscription),
        scopes.requireSubscription(subscription));
  }

  private Uni<Answer> list(ArmRequest request, ClusterScope scope, Uni<Void> scopeExists) {
    var page = Paging.narrowed(request);
    return StoreCalls.call(() -> store.list(scope, type.type(), page))
        .flatMap(
            found ->
                found.items().isEmpty() && page.token().isEmpty()
                    ? scopeExists.replaceWith(found)
                    : Uni.createFrom().item(found))
        .map(found -> Lists.answer(request, found, cluster -> views.cluster(type, cluster)));
  }

  private OptimisticWrite<StoredCluster> optimistic(ResourceId id) {
    return new OptimisticWrite<>(() -> StoreCalls.call(() -> store.find(id)), Clusters::tag);
  }

  private Answer answer(int status, StoredCluster cluster) {
    return Answer.of(status, views.cluster(type, cluster)).with("ETag", tag(cluster).etag());
  }

  private static Tag tag(StoredCluster cluster) {
    return new Tag(cluster.uid(), cluster.generation());
  }
}
