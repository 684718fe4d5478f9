package io.fairlead.api.handler;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.error.ArmErrorCode;
import io.fairlead.api.request.Answer;
import io.fairlead.api.request.ArmException;
import io.fairlead.api.request.ArmRequest;
import io.fairlead.api.request.Paging;
import io.fairlead.api.resource.RemediationSchema;
import io.fairlead.api.resource.ResourceRenderer;
import io.fairlead.api.resource.StoredResource;
import io.fairlead.api.schema.Outcome;
import io.fairlead.api.work.StoreCalls;
import io.fairlead.contract.id.PolicyId;
import io.fairlead.contract.id.PolicyScope;
import io.fairlead.contract.id.PolicyType;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.policy.PolicyCompliance;
import io.fairlead.store.PolicyStateQuery.Of;
import io.fairlead.store.RemediatedResource;
import io.fairlead.store.RemediationWrite;
import io.fairlead.store.Remediations;
import io.fairlead.store.Remediations.Outcome.Full;
import io.fairlead.store.Remediations.Outcome.NoCluster;
import io.fairlead.store.Remediations.Outcome.There;
import io.fairlead.store.StoredPolicy;
import io.fairlead.store.StoredRemediation;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Remediations. What policies deploy is put right all the time; a remediation says of what that is
/// wanted, and how far it has come.
///
/// @param scope the scope that a request's path names
/// @param resources tells whether the scope exists
/// @param store where they are kept
public record RemediationTasks(
    Function<ArmRequest, PolicyScope> scope, PolicyStateScope resources, Remediations store) {
  /// Azure's limit for tasks at the same time.
  private static final int MOST = 100;

  private static final String ASSIGNMENT = "properties.policyAssignmentId";

  private String id(ArmRequest request) {
    return RemediationWrite.id(scope.apply(request), request.parameter("policyName"));
  }

  /// `PUT`: creates; one that exists can only be repeated, until it has ended with its assignment.
  public Uni<Answer> put(ArmRequest request) {
    PolicyScope at = scope.apply(request);
    String name = request.parameter("policyName");
    var schema = RemediationSchema.SCHEMA;
    Refusals.refuse(schema.checkName(name));
    ObjectNode body = Bodies.read(request);
    return StoreCalls.call(() -> store.find(id(request)))
        .map(found -> found.filter(StoredRemediation::assigned))
        .flatMap(
            current -> {
              Outcome outcome =
                  current
                      .map(stored -> schema.replace(name, body(stored), body))
                      .orElseGet(() -> schema.create(name, body));
              ObjectNode accepted = Bodies.accepted(outcome);
              if (current.isPresent()) {
                return Uni.createFrom().item(Answer.of(200, render(current.get())));
              }
              return resources
                  .require(new Of.Scope(at))
                  .chain(() -> write(request, at, name, accepted))
                  .flatMap(write -> StoreCalls.call(() -> store.put(write, MOST)))
                  .map(written -> answer(at, written));
            });
  }

  private static Answer answer(PolicyScope at, Remediations.Outcome written) {
    return switch (written) {
      case There(StoredRemediation remediation, boolean created) ->
          Answer.of(created ? 201 : 200, render(remediation));
      case Full _ -> throw Refusals.limit(MOST);
      case NoCluster _ -> throw NotFound.resource(at.cluster().orElseThrow()).get();
    };
  }

  private Uni<RemediationWrite> write(
      ArmRequest request, PolicyScope at, String name, ObjectNode accepted) {
    ObjectNode properties = accepted.withObject("properties");
    PolicyId assignment = assignment(at, properties.path("policyAssignmentId").asText());
    String reference = properties.path("policyDefinitionReferenceId").asText("");
    Optional<List<ResourceId>> meant = resources(properties);
    return StoreCalls.call(() -> resources.policies().find(assignment))
        .map(
            found -> {
              StoredPolicy assigned = found.orElseThrow(NotFound.policy(assignment));
              check(assigned, reference);
              return new RemediationWrite(
                  at,
                  name,
                  assignment,
                  assigned.uid(),
                  reference,
                  texts(properties, "locations"),
                  meant,
                  properties,
                  request.principal());
            });
  }

  private static PolicyId assignment(PolicyScope at, String text) {
    try {
      PolicyId id = PolicyId.parse(text);
      if (id.type() == PolicyType.ASSIGNMENT && id.scope().contains(at)) {
        return id;
      }
    } catch (IllegalArgumentException _) {
      // Said below.
    }
    throw new ArmException(
        ArmErrorCode.ValidationFailed,
        "'%s' must be the id of a policy assignment at this scope or one that contains it."
            .formatted(ASSIGNMENT),
        ASSIGNMENT);
  }

  private static void check(StoredPolicy assignment, String reference) {
    var properties = assignment.body().path("properties");
    if (properties.path("enforcementMode").asText().equals("DoNotEnforce")) {
      throw new ArmException(
          ArmErrorCode.Conflict,
          "The assignment's enforcementMode is 'DoNotEnforce': nothing is deployed for it. Set it to"
              + " 'Default', and what is not as the policy wants it is put right by itself.",
          ASSIGNMENT);
    }
    PolicyId assigned = PolicyId.parse(properties.path("policyDefinitionId").asText());
    boolean initiative = assigned.type() == PolicyType.SET_DEFINITION;
    if (initiative == reference.isEmpty()) {
      String target = "properties.policyDefinitionReferenceId";
      throw new ArmException(
          ArmErrorCode.ValidationFailed,
          initiative
              ? "'" + target + "' is required: the assignment assigns an initiative."
              : "'" + target + "' must be left out: the assignment assigns no initiative.",
          target);
    }
  }

  private static Optional<List<String>> texts(ObjectNode properties, String filter) {
    var given = properties.path("filters").path(filter);
    if (given.isEmpty()) {
      return Optional.empty();
    }
    List<String> texts = new ArrayList<>();
    given.forEach(text -> texts.add(text.asText()));
    return Optional.of(texts);
  }

  private static Optional<List<ResourceId>> resources(ObjectNode properties) {
    return texts(properties, "resourceIds")
        .map(
            all ->
                all.stream()
                    .map(
                        text -> {
                          try {
                            return ResourceId.parse(text);
                          } catch (IllegalArgumentException _) {
                            throw new ArmException(
                                ArmErrorCode.ValidationFailed,
                                "'properties.filters.resourceIds' must be ids of clusters or"
                                    + " configurations.",
                                "properties.filters.resourceIds");
                          }
                        })
                    .toList());
  }

  /// `GET`.
  public Uni<Answer> get(ArmRequest request) {
    return StoreCalls.call(() -> store.find(id(request)))
        .map(found -> Answer.of(200, render(found.orElseThrow(() -> notFound(request)))));
  }

  /// `GET` of those at the scope.
  public Uni<Answer> list(ArmRequest request) {
    PolicyScope at = scope.apply(request);
    var page = Paging.of(request.query());
    return resources
        .require(new Of.Scope(at))
        .chain(() -> StoreCalls.call(() -> store.list(at.toString(), page)))
        .map(found -> Lists.answer(request, found, RemediationTasks::render));
  }

  /// `DELETE`: of the record; what policies deploy stays and goes on.
  public Uni<Answer> delete(ArmRequest request) {
    return StoreCalls.call(() -> store.find(id(request)))
        .flatMap(
            found ->
                StoreCalls.call(() -> store.delete(id(request)))
                    .map(
                        deleted ->
                            deleted && found.isPresent()
                                ? Answer.of(200, render(found.get()))
                                : Answer.empty(204)));
  }

  /// `POST …/cancel`.
  public Uni<Answer> cancel(ArmRequest request) {
    return StoreCalls.call(() -> store.cancel(id(request)))
        .map(found -> Answer.of(200, render(found.orElseThrow(() -> notFound(request)))));
  }

  /// `POST …/listDeployments`, and `GET` of its further pages.
  public Uni<Answer> deployments(ArmRequest request) {
    var page = Paging.of(request.query());
    return StoreCalls.call(() -> store.find(id(request)))
        .flatMap(
            found -> {
              StoredRemediation remediation = found.orElseThrow(() -> notFound(request));
              return StoreCalls.call(() -> store.deployments(remediation.id(), page))
                  .map(all -> Lists.answer(request, all, d -> deployment(remediation, d)));
            });
  }

  private static ArmException notFound(ArmRequest request) {
    return new ArmException(
        ArmErrorCode.ResourceNotFound,
        "The remediation '" + request.parameter("policyName") + "' could not be found.");
  }

  private static ObjectNode body(StoredRemediation stored) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.set("properties", stored.body());
    return body;
  }

  private static ObjectNode render(StoredRemediation stored) {
    ObjectNode readOnly =
        JsonNodeFactory.instance
            .objectNode()
            .put("provisioningState", state(stored))
            .put("createdOn", stored.systemData().createdAt().toString())
            .put("lastUpdatedOn", stored.systemData().lastModifiedAt().toString())
            .put("statusMessage", message(stored))
            .put("correlationId", stored.correlationId().toString());
    readOnly
        .putObject("deploymentStatus")
        .put("totalDeployments", stored.total())
        .put("successfulDeployments", stored.successful())
        .put("failedDeployments", stored.failed());
    return Views.withoutEtag(
        ResourceRenderer.policy(
            RemediationSchema.SCHEMA,
            new StoredResource(
                stored.id(),
                stored.id().substring(stored.id().lastIndexOf('/') + 1),
                "",
                body(stored),
                Views.systemData(stored.systemData())),
            readOnly));
  }

  private static String state(StoredRemediation stored) {
    if (stored.canceledAt() != null || !stored.assigned()) {
      return "Canceled";
    }
    if (stored.successful() == stored.total()) {
      return stored.evaluated() ? "Succeeded" : "Evaluating";
    }
    return stored.successful() + stored.failed() == stored.total() ? "Failed" : "Evaluating";
  }

  private static String message(StoredRemediation stored) {
    if (stored.canceledAt() != null) {
      return "It is no longer wanted. What the policy deploys is put right all the same.";
    }
    if (!stored.assigned()) {
      return "Its assignment was deleted.";
    }
    if (!stored.evaluated()) {
      return "No verdict of the assignment on this scope has come in yet: it was not evaluated so"
          + " far, or it applies to nothing there.";
    }
    return stored.total() == 0
        ? "No resource in the scope is known that the policy deploys something for."
        : "";
  }

  private static ObjectNode deployment(StoredRemediation remediation, RemediatedResource resource) {
    boolean done = resource.compliance() == PolicyCompliance.Compliant;
    ObjectNode node =
        JsonNodeFactory.instance
            .objectNode()
            .put("remediatedResourceId", resource.resourceId())
            .put("status", done ? "Succeeded" : resource.failed() ? "Failed" : "Running")
            .put("resourceLocation", resource.location())
            .put("createdOn", remediation.systemData().createdAt().toString())
            .put("lastUpdatedOn", resource.decidedAt().toString());
    if (resource.failed()) {
      node.putObject("error")
          .put("code", resource.reason().name())
          .put("message", resource.message());
    }
    return node;
  }
}
