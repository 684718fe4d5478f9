package io.fairlead.api.handler;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.access.Access;
import io.fairlead.api.error.ArmErrorCode;
import io.fairlead.api.request.Answer;
import io.fairlead.api.request.ArmException;
import io.fairlead.api.request.ArmRequest;
import io.fairlead.api.request.Paging;
import io.fairlead.api.resource.PolicyAssignmentSchema;
import io.fairlead.api.resource.PolicyDefinitionSchema;
import io.fairlead.api.resource.PolicyExemptionSchema;
import io.fairlead.api.resource.PolicySetDefinitionSchema;
import io.fairlead.api.resource.ResourceRenderer;
import io.fairlead.api.resource.StoredResource;
import io.fairlead.api.schema.Outcome;
import io.fairlead.api.schema.ResourceSchema;
import io.fairlead.api.work.StoreCalls;
import io.fairlead.contract.access.RoleScope;
import io.fairlead.contract.id.PolicyId;
import io.fairlead.contract.id.PolicyScope;
import io.fairlead.contract.id.PolicyType;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.store.ClusterStore;
import io.fairlead.store.DeleteOutcome;
import io.fairlead.store.Expectation;
import io.fairlead.store.Page;
import io.fairlead.store.PolicyStore;
import io.fairlead.store.PolicyWrite;
import io.fairlead.store.StoredPolicy;
import io.fairlead.store.WriteOutcome;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Resources of Azure Policy of one type, at one kind of scope.
///
/// @param type the type
/// @param scope the scope that a request's path names
/// @param store where they are kept
/// @param references looks up what they name
/// @param scopes tells whether a subscription or a resource group exists
/// @param clusters tells whether a cluster exists
/// @param access decides who may exempt from an assignment
public record Policies(
    PolicyType type,
    Function<ArmRequest, PolicyScope> scope,
    PolicyStore store,
    PolicyReferencesCheck references,
    Scopes scopes,
    ClusterStore clusters,
    Access access) {
  private static final String EXEMPT = PolicyType.ASSIGNMENT.fullName() + "/exempt/action";

  /// The subscription that a request's path names.
  public static PolicyScope subscription(ArmRequest request) {
    return PolicyScope.parse("/subscriptions/" + request.parameter("subscriptionId"));
  }

  /// The resource group that a request's path names.
  public static PolicyScope resourceGroup(ArmRequest request) {
    return PolicyScope.parse(
        subscription(request) + "/resourceGroups/" + request.parameter("resourceGroupName"));
  }

  /// The cluster that a request's path names.
  public static PolicyScope cluster(ClusterType type, ArmRequest request) {
    return PolicyScope.parse(type.id(request).toString());
  }

  private ResourceSchema schema() {
    return switch (type) {
      case DEFINITION -> PolicyDefinitionSchema.SCHEMA;
      case SET_DEFINITION -> PolicySetDefinitionSchema.SCHEMA;
      case ASSIGNMENT -> PolicyAssignmentSchema.SCHEMA;
      case EXEMPTION -> PolicyExemptionSchema.SCHEMA;
    };
  }

  /// Azure's limits for one scope.
  private int limit() {
    return switch (type) {
      case DEFINITION -> 500;
      case SET_DEFINITION, ASSIGNMENT -> 200;
      case EXEMPTION -> 1000;
    };
  }

  private PolicyId id(ArmRequest request) {
    return PolicyId.of(scope.apply(request), type, request.parameter("policyName"));
  }

  /// `PUT`: creates or replaces. A definition and an assignment are answered 201 in both cases, as
  /// Azure does and as its SDK insists on.
  public Uni<Answer> put(ArmRequest request) {
    PolicyId id = id(request);
    Refusals.refuse(schema().checkName(id.name()));
    ObjectNode body = Bodies.read(request);
    return write(
        request,
        id,
        current ->
            current
                .map(stored -> schema().replace(id.name(), stored.body(), body))
                .orElseGet(() -> schema().create(id.name(), body)),
        replaced());
  }

  /// `PATCH`: changes a part.
  public Uni<Answer> patch(ArmRequest request) {
    PolicyId id = id(request);
    ObjectNode body = Bodies.read(request);
    return write(
        request,
        id,
        current -> schema().patch(id.name(), current.orElseThrow(NotFound.policy(id)).body(), body),
        200);
  }

  private Uni<Answer> write(
      ArmRequest request,
      PolicyId id,
      Function<Optional<StoredPolicy>, Outcome> decide,
      int changed) {
    return optimistic(id)
        .write(
            request.precondition(),
            (current, expectation) -> {
              ObjectNode accepted = Bodies.accepted(decide.apply(current));
              current.ifPresent(
                  stored -> PolicyParameterUpdate.check(type, stored.body(), accepted));
              return mayExempt(request, accepted)
                  .chain(() -> scopeForWrite(id))
                  .flatMap(_ -> references.check(id, accepted))
                  .flatMap(
                      named -> {
                        var write =
                            new PolicyWrite(
                                current.map(StoredPolicy::id).orElse(id),
                                accepted,
                                named,
                                limit(),
                                request.principal());
                        return StoreCalls.call(
                            () -> store.audited(request.draft()).put(write, expectation));
                      });
            })
        .map(
            outcome ->
                switch (outcome) {
                  case WriteOutcome.Created<StoredPolicy> created ->
                      answer(201, created.resource());
                  case WriteOutcome.Updated<StoredPolicy> updated ->
                      answer(changed, updated.resource());
                  case WriteOutcome.Unchanged<StoredPolicy> unchanged ->
                      answer(changed, unchanged.resource());
                  case WriteOutcome.LimitReached<StoredPolicy> reached ->
                      throw Refusals.limit(reached.limit());
                  case WriteOutcome.ParentMissing<StoredPolicy> _ -> throw gone(id);
                  case WriteOutcome.Mismatch<StoredPolicy> _,
                      WriteOutcome.BeingDeleted<StoredPolicy> _ ->
                      throw new IllegalStateException("Not an outcome of this write: " + outcome);
                });
  }

  /// Whoever exempts needs that right at the assignment, too, wherever the exemption is.
  private Uni<Void> mayExempt(ArmRequest request, ObjectNode accepted) {
    if (type == PolicyType.EXEMPTION) {
      try {
        PolicyId assignment =
            PolicyId.parse(accepted.at("/properties/policyAssignmentId").asText());
        return access.require(
            request.allowed().caller(), EXEMPT, RoleScope.parse(assignment.scope().toString()));
      } catch (IllegalArgumentException _) {
        // No id: refused where references are checked.
      }
    }
    return Uni.createFrom().voidItem();
  }

  /// A subscription comes into being with its first definition.
  private Uni<Void> scopeForWrite(PolicyId id) {
    return id.scope().resourceGroup().isEmpty()
        ? Uni.createFrom().voidItem()
        : requireScope(id.scope());
  }

  private int replaced() {
    return switch (type) {
      case DEFINITION, ASSIGNMENT -> 201;
      case SET_DEFINITION, EXEMPTION -> 200;
    };
  }

  /// It was there when it was looked up.
  private static ArmException gone(PolicyId id) {
    return new ArmException(
        ArmErrorCode.Conflict,
        "Something that '"
            + id
            + "' names was deleted at the same time. Nothing was changed by this request.");
  }

  /// `GET`.
  public Uni<Answer> get(ArmRequest request) {
    PolicyId id = id(request);
    return StoreCalls.call(() -> store.find(id))
        .map(found -> answer(200, found.orElseThrow(NotFound.policy(id))));
  }

  /// `DELETE`: at once. The answer has the assignment that was deleted, as its SDK needs it, and
  /// nothing for the other types.
  public Uni<Answer> delete(ArmRequest request) {
    PolicyId id = id(request);
    Function<Expectation, Uni<DeleteOutcome<StoredPolicy>>> delete =
        expectation ->
            StoreCalls.call(() -> store.audited(request.draft()).delete(id, expectation));
    return type == PolicyType.ASSIGNMENT
        ? optimistic(id)
            .deleteRead(request.precondition(), delete)
            .map(done -> deleted(id, done.outcome(), done.read().map(this::render)))
        : optimistic(id)
            .delete(request.precondition(), delete)
            .map(outcome -> deleted(id, outcome, Optional.empty()));
  }

  private static Answer deleted(
      PolicyId id, DeleteOutcome<StoredPolicy> outcome, Optional<ObjectNode> shown) {
    return switch (outcome) {
      case DeleteOutcome.Gone<StoredPolicy> _ ->
          shown.map(body -> Answer.of(200, body)).orElseGet(() -> Answer.empty(200));
      case DeleteOutcome.Absent<StoredPolicy> _ -> Answer.empty(204);
      case DeleteOutcome.InUse<StoredPolicy>(String by) -> throw Refusals.inUse(id, by);
      case DeleteOutcome.Accepted<StoredPolicy> _, DeleteOutcome.Mismatch<StoredPolicy> _ ->
          throw new IllegalStateException("Not an outcome of this delete: " + outcome);
    };
  }

  /// `GET` of a list.
  public Uni<Answer> list(ArmRequest request) {
    PolicyScope at = scope.apply(request);
    var page = Paging.narrowed(request);
    var filter = PolicyFilter.of(type, request.query());
    Uni<Page<StoredPolicy>> listed =
        filter.matchesNothing()
            ? Uni.createFrom().item(new Page<>(List.of(), Optional.empty()))
            : StoreCalls.call(() -> store.list(filter.query(type, at), page));
    return listed
        .flatMap(
            found ->
                found.items().isEmpty() && page.token().isEmpty()
                    ? requireScope(at).replaceWith(found)
                    : Uni.createFrom().item(found))
        .map(found -> Lists.answer(request, found, this::render));
  }

  private Uni<Void> requireScope(PolicyScope at) {
    if (at.cluster().isPresent()) {
      ResourceId cluster = at.cluster().get();
      return StoreCalls.call(() -> clusters.find(cluster))
          .map(found -> found.orElseThrow(NotFound.resource(cluster)))
          .replaceWithVoid();
    }
    return at.resourceGroup()
        .map(group -> scopes.require(at.subscriptionId(), group))
        .orElseGet(() -> scopes.requireSubscription(at.subscriptionId()));
  }

  private OptimisticWrite<StoredPolicy> optimistic(PolicyId id) {
    return new OptimisticWrite<>(() -> StoreCalls.call(() -> store.find(id)), Policies::tag);
  }

  private Answer answer(int status, StoredPolicy policy) {
    return Answer.of(status, render(policy)).with("ETag", tag(policy).etag());
  }

  private ObjectNode render(StoredPolicy policy) {
    ObjectNode readOnly = JsonNodeFactory.instance.objectNode();
    switch (type) {
      case DEFINITION, SET_DEFINITION -> {
        readOnly.put("policyType", "Custom");
        readOnly.putArray("versions").add(policy.body().at("/properties/version"));
      }
      case ASSIGNMENT ->
          readOnly
              .put("scope", policy.id().scope().toString())
              .put("assignmentType", "Custom")
              .put("instanceId", policy.uid().toString());
      case EXEMPTION -> {
        // Nothing.
      }
    }
    return Views.withoutEtag(
        ResourceRenderer.policy(
            schema(),
            new StoredResource(
                policy.id().toString(),
                policy.id().name(),
                tag(policy).etag(),
                policy.body(),
                Views.systemData(policy.systemData())),
            readOnly));
  }

  private static Tag tag(StoredPolicy policy) {
    return new Tag(policy.uid(), policy.generation());
  }
}
