package io.fairlead.api.handler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.access.Access;
import io.fairlead.api.error.ArmErrorCode;
import io.fairlead.api.request.Answer;
import io.fairlead.api.request.ArmException;
import io.fairlead.api.request.ArmRequest;
import io.fairlead.api.request.Paging;
import io.fairlead.api.resource.RoleAssignmentSchema;
import io.fairlead.api.work.StoreCalls;
import io.fairlead.contract.access.BuiltInRole;
import io.fairlead.contract.access.RoleScope;
import io.fairlead.store.RoleAssignmentWrite;
import io.fairlead.store.RoleAssignments;
import io.fairlead.store.RoleAssignments.Outcome;
import io.fairlead.store.RoleAssignments.Query;
import io.fairlead.store.StoredRoleAssignment;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Role assignments, at the scope that a request's path names.
///
/// @param store where they are kept
/// @param access is told what changed
public record AssignedRoleTasks(RoleAssignments store, Access access) {
  private static final String ROLE = "properties.roleDefinitionId";
  private static final Pattern FILTER =
      Pattern.compile(
          "(?<at>atScope\\(\\))?(?:(?<and> and )?(?:principalId eq '(?<principal>[^']{1,256})'"
              + "|assignedTo\\('(?<to>[^']{1,256})'\\)))?",
          Pattern.CASE_INSENSITIVE);

  private static UUID name(ArmRequest request) {
    return UUID.fromString(request.parameter("roleAssignmentName"));
  }

  /// `PUT`: creates. Of one that exists only the description and the principal's type may change.
  public Uni<Answer> put(ArmRequest request) {
    RoleScope scope = request.allowed().scope();
    ObjectNode body = Bodies.read(request);
    JsonNode properties =
        Bodies.accepted(
                RoleAssignmentSchema.SCHEMA.create(request.parameter("roleAssignmentName"), body))
            .path("properties");
    var write =
        new RoleAssignmentWrite(
            scope,
            name(request),
            role(properties.path("roleDefinitionId").asText()),
            properties.path("principalId").asText(),
            properties.path("principalType").asText(),
            properties.path("description").asText(""),
            request.principal());
    return StoreCalls.call(() -> store.put(write)).map(outcome -> answer(scope, outcome));
  }

  private Answer answer(RoleScope scope, Outcome outcome) {
    return switch (outcome) {
      case Outcome.There(StoredRoleAssignment assignment, boolean created) -> {
        access.changed();
        yield Answer.of(created ? 201 : 200, render(assignment));
      }
      case Outcome.Said(String id) ->
          throw new ArmException(
              ArmErrorCode.RoleAssignmentExists,
              "The role assignment already exists. Its id is '" + id + "'.");
      case Outcome.Other() ->
          throw new ArmException(
              ArmErrorCode.RoleAssignmentUpdateNotPermitted,
              "The role and the principal of a role assignment cannot be changed. Delete it and"
                  + " create another one.");
      case Outcome.Full() -> throw Refusals.limit(RoleAssignments.MOST);
      case Outcome.NoScope() -> throw noScope(scope);
    };
  }

  private static ArmException noScope(RoleScope scope) {
    return scope.segments().size() == 4
        ? NotFound.resourceGroup(scope.segments().get(3)).get()
        : NotFound.resource(io.fairlead.contract.id.ResourceId.parse(scope.toString())).get();
  }

  private static BuiltInRole role(String id) {
    int slash = id.lastIndexOf('/');
    return BuiltInRole.find(id.substring(slash + 1))
        .orElseThrow(
            () ->
                new ArmException(
                    ArmErrorCode.RoleDefinitionDoesNotExist,
                    "The specified role definition with ID '"
                        + id
                        + "' does not exist. There are the built-in roles, which"
                        + " '/providers/Microsoft.Authorization/roleDefinitions' lists.",
                    ROLE));
  }

  /// `GET`.
  public Uni<Answer> get(ArmRequest request) {
    UUID name = name(request);
    return StoreCalls.call(() -> store.find(request.allowed().scope(), name))
        .map(
            found ->
                Answer.of(
                    200,
                    render(
                        found.orElseThrow(
                            () ->
                                new ArmException(
                                    ArmErrorCode.RoleAssignmentNotFound,
                                    "The role assignment '" + name + "' is not found.")))));
  }

  /// `DELETE`.
  public Uni<Answer> delete(ArmRequest request) {
    UUID name = name(request);
    return StoreCalls.call(() -> store.delete(request.allowed().scope(), name))
        .map(
            gone -> {
              access.changed();
              return gone.map(was -> Answer.of(200, render(was)))
                  .orElseGet(() -> Answer.empty(204));
            });
  }

  /// `GET` of those at the scope, above it, and, without `atScope()`, below it.
  public Uni<Answer> list(ArmRequest request) {
    var page = Paging.of(request.query());
    Query query = query(request);
    return StoreCalls.call(() -> store.list(query, page))
        .map(found -> Lists.answer(request, found, AssignedRoleTasks::render));
  }

  private static Query query(ArmRequest request) {
    RoleScope scope = request.allowed().scope();
    String text = request.query().value("$filter").orElse("").strip();
    Matcher filter = FILTER.matcher(text);
    boolean matches = filter.matches();
    if (matches) {
      Optional<String> principal =
          Optional.ofNullable(filter.group("principal"))
              .or(() -> Optional.ofNullable(filter.group("to")));
      boolean at = filter.group("at") != null;
      boolean joined = filter.group("and") != null;
      if (joined == (at && principal.isPresent())) {
        return new Query(scope, !at, principal);
      }
    }
    throw new ArmException(
        ArmErrorCode.InvalidQueryParameter,
        "The query parameter '$filter' must be \"atScope()\", \"principalId eq '{id}'\","
            + " \"assignedTo('{id}')\", or the first and one of the others with \" and \".",
        "$filter");
  }

  private static ObjectNode render(StoredRoleAssignment assignment) {
    ObjectNode node =
        JsonNodeFactory.instance
            .objectNode()
            .put("id", assignment.id())
            .put("name", assignment.name().toString())
            .put("type", StoredRoleAssignment.TYPE);
    var data = assignment.systemData();
    ObjectNode properties =
        node.putObject("properties")
            .put("scope", assignment.scope().toString())
            .put("roleDefinitionId", RoleDefinitions.id(assignment.scope(), assignment.role()))
            .put("principalId", assignment.principalId())
            .put("principalType", assignment.principalType())
            .put("createdOn", data.createdAt().toString())
            .put("updatedOn", data.lastModifiedAt().toString())
            .put("createdBy", data.createdBy().name())
            .put("updatedBy", data.lastModifiedBy().name());
    if (!assignment.description().isEmpty()) {
      properties.put("description", assignment.description());
    }
    return node;
  }
}
