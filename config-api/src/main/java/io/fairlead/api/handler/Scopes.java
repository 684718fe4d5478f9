package io.fairlead.api.handler;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.error.ArmErrorCode;
import io.fairlead.api.request.Answer;
import io.fairlead.api.request.ArmException;
import io.fairlead.api.request.ArmRequest;
import io.fairlead.api.request.Paging;
import io.fairlead.api.resource.ResourceGroupSchema;
import io.fairlead.api.resource.ResourceRenderer;
import io.fairlead.api.resource.StoredResource;
import io.fairlead.api.schema.Outcome;
import io.fairlead.api.work.StoreCalls;
import io.fairlead.contract.access.RoleScope;
import io.fairlead.store.PageRequest;
import io.fairlead.store.ResourceGroup;
import io.fairlead.store.ResourceGroupWrite;
import io.fairlead.store.ScopeStore;
import io.fairlead.store.Subscription;
import io.fairlead.store.WriteOutcome;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/// Subscriptions and resource groups: as much of them as tools ask for before anything else.
///
/// @param store where they are kept
public record Scopes(ScopeStore store) {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /// `GET /subscriptions`.
  public Uni<Answer> subscriptions(ArmRequest request) {
    var page = exactly(request, 2, scope -> scope.get(1));
    return StoreCalls.call(() -> store.subscriptions(page))
        .map(found -> Lists.answer(request, found, Scopes::render));
  }

  /// The page of a list of scopes: those that the caller may read, or in which it may read
  /// something.
  ///
  /// @param size of such a scope, in segments
  /// @param key of one in the store
  private static PageRequest exactly(
      ArmRequest request, int size, Function<List<String>, String> key) {
    PageRequest page = Paging.of(request.query());
    return request
        .allowed()
        .within()
        .map(
            scopes ->
                page.within(
                    scopes.stream()
                        .map(RoleScope::segments)
                        .filter(segments -> segments.size() >= size)
                        .map(key)
                        .map(found -> found.toLowerCase(Locale.ROOT))
                        .distinct()
                        .toList()))
        .orElse(page);
  }

  /// `GET /subscriptions/{subscriptionId}`.
  public Uni<Answer> subscription(ArmRequest request) {
    String id = request.parameter("subscriptionId");
    return StoreCalls.call(() -> store.subscription(id))
        .map(found -> Answer.of(200, render(found.orElseThrow(NotFound.subscription(id)))));
  }

  /// `GET …/resourceGroups`.
  public Uni<Answer> resourceGroups(ArmRequest request) {
    String subscription = request.parameter("subscriptionId");
    var page = exactly(request, 4, scope -> scope.get(1) + "/" + scope.get(3));
    return StoreCalls.call(() -> store.resourceGroups(subscription, page))
        .flatMap(
            found ->
                found.items().isEmpty() && page.token().isEmpty()
                    ? requireSubscription(subscription).replaceWith(found)
                    : Uni.createFrom().item(found))
        .map(found -> Lists.answer(request, found, Scopes::render));
  }

  /// `GET …/resourceGroups/{resourceGroupName}`.
  public Uni<Answer> resourceGroup(ArmRequest request) {
    String name = request.parameter("resourceGroupName");
    return StoreCalls.call(() -> store.resourceGroup(request.parameter("subscriptionId"), name))
        .map(found -> answer(200, found.orElseThrow(NotFound.resourceGroup(name))));
  }

  /// `PUT …/resourceGroups/{resourceGroupName}`.
  public Uni<Answer> putResourceGroup(ArmRequest request) {
    String subscription = request.parameter("subscriptionId");
    String name = request.parameter("resourceGroupName");
    ObjectNode body = Bodies.read(request);
    var schema = ResourceGroupSchema.SCHEMA;
    return new OptimisticWrite<ResourceGroup>(
            () -> StoreCalls.call(() -> store.resourceGroup(subscription, name)), Scopes::tag)
        .write(
            request.precondition(),
            (current, expectation) -> {
              Outcome outcome =
                  current
                      .map(group -> schema.replace(name, body(group), body))
                      .orElseGet(() -> schema.create(name, body));
              ObjectNode accepted = Bodies.accepted(outcome);
              if (accepted.has("managedBy")) {
                throw new ArmException(
                    ArmErrorCode.NotImplemented,
                    "'managedBy' is not offered: nothing here manages resource groups.",
                    "managedBy");
              }
              var write =
                  new ResourceGroupWrite(
                      subscription,
                      name,
                      accepted.path("location").asText(),
                      Tags.of(accepted),
                      request.principal());
              return StoreCalls.call(() -> store.put(write, expectation));
            })
        .map(
            outcome ->
                switch (outcome) {
                  case WriteOutcome.Created<ResourceGroup> created ->
                      answer(201, created.resource());
                  case WriteOutcome.Updated<ResourceGroup> updated ->
                      answer(200, updated.resource());
                  case WriteOutcome.Unchanged<ResourceGroup> unchanged ->
                      answer(200, unchanged.resource());
                  case WriteOutcome.Mismatch<ResourceGroup> _,
                      WriteOutcome.BeingDeleted<ResourceGroup> _,
                      WriteOutcome.ParentMissing<ResourceGroup> _,
                      WriteOutcome.LimitReached<ResourceGroup> _ ->
                      throw new IllegalStateException("Not an outcome of this write: " + outcome);
                });
  }

  /// Completes when the scope of a list exists.
  ///
  /// @return fails with an [io.fairlead.api.request.ArmException] (404) when it does not
  Uni<Void> require(String subscription, String resourceGroup) {
    return requireSubscription(subscription)
        .flatMap(_ -> StoreCalls.call(() -> store.resourceGroup(subscription, resourceGroup)))
        .map(found -> found.orElseThrow(NotFound.resourceGroup(resourceGroup)))
        .replaceWithVoid();
  }

  /// As [#require(String, String)].
  Uni<Void> requireSubscription(String subscription) {
    return StoreCalls.call(() -> store.subscription(subscription))
        .map(found -> found.orElseThrow(NotFound.subscription(subscription)))
        .replaceWithVoid();
  }

  private static Tag tag(ResourceGroup group) {
    return new Tag(group.uid(), group.generation());
  }

  private static Answer answer(int status, ResourceGroup group) {
    return Answer.of(status, render(group)).with("ETag", tag(group).etag());
  }

  private static ObjectNode body(ResourceGroup group) {
    ObjectNode body = NODES.objectNode().put("location", group.location());
    body.set("tags", Tags.render(group.tags()));
    return body;
  }

  private static ObjectNode render(Subscription subscription) {
    String id = subscription.id();
    return NODES
        .objectNode()
        .put("id", "/subscriptions/" + id)
        .put("subscriptionId", id)
        .put("tenantId", ResourceRenderer.TENANT_ID)
        .put("displayName", id)
        .put("state", "Enabled")
        .put("authorizationSource", "RoleBased");
  }

  private static ObjectNode render(ResourceGroup group) {
    String id = "/subscriptions/" + group.subscriptionId() + "/resourceGroups/" + group.name();
    return Views.withoutEtag(
        ResourceRenderer.resourceGroup(
            new StoredResource(
                id,
                group.name(),
                tag(group).etag(),
                body(group),
                Views.systemData(group.systemData())),
            "Succeeded"));
  }
}
