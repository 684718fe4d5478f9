package io.fairlead.api.handler;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.error.ArmErrorCode;
import io.fairlead.api.request.Answer;
import io.fairlead.api.request.ArmException;
import io.fairlead.api.request.ArmRequest;
import io.fairlead.contract.access.BuiltInRole;
import io.fairlead.contract.access.RoleScope;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The built-in roles, which are the same at every scope.
public record RoleDefinitions() {
  private static final String TYPE = "Microsoft.Authorization/roleDefinitions";
  private static final Pattern FILTER =
      Pattern.compile(
          "atScopeAndBelow\\(\\)|(?<name>roleName eq '(?<value>[^']{0,128})')|type eq"
              + " '(?<type>[A-Za-z]{1,32})'",
          Pattern.CASE_INSENSITIVE);

  /// `GET` of all, or of those that `$filter` names.
  public Uni<Answer> list(ArmRequest request) {
    Optional<Matcher> filter = request.query().value("$filter").map(RoleDefinitions::filter);
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode value = body.putArray("value");
    for (BuiltInRole role : BuiltInRole.values()) {
      if (filter.isEmpty() || matches(filter.get(), role)) {
        value.add(render(request.allowed().scope(), role));
      }
    }
    return Uni.createFrom().item(Answer.of(200, body));
  }

  private static Matcher filter(String text) {
    Matcher matcher = FILTER.matcher(text.strip());
    if (!matcher.matches()) {
      throw new ArmException(
          ArmErrorCode.InvalidQueryParameter,
          "The query parameter '$filter' must be \"roleName eq '{name}'\", \"type eq"
              + " '{type}'\" or \"atScopeAndBelow()\".",
          "$filter");
    }
    return matcher;
  }

  private static boolean matches(Matcher filter, BuiltInRole role) {
    String name = filter.group("value");
    String type = filter.group("type");
    return (name == null || name.equalsIgnoreCase(role.roleName()))
        && (type == null || type.equalsIgnoreCase("BuiltInRole"));
  }

  /// `GET` of one.
  public Uni<Answer> get(ArmRequest request) {
    String id = request.parameter("roleDefinitionId");
    BuiltInRole role =
        BuiltInRole.find(id)
            .orElseThrow(
                () ->
                    new ArmException(
                        ArmErrorCode.RoleDefinitionDoesNotExist,
                        "The specified role definition with ID '" + id + "' does not exist."));
    return Uni.createFrom().item(Answer.of(200, render(request.allowed().scope(), role)));
  }

  /// The id of a role as it is told at a scope: it belongs to the scope's subscription there.
  static String id(RoleScope scope, BuiltInRole role) {
    String subscription = scope.isRoot() ? "" : "/subscriptions/" + scope.segments().get(1);
    return subscription + "/providers/" + TYPE + "/" + role.id();
  }

  private static ObjectNode render(RoleScope scope, BuiltInRole role) {
    ObjectNode node =
        JsonNodeFactory.instance
            .objectNode()
            .put("id", id(scope, role))
            .put("name", role.id())
            .put("type", TYPE);
    ObjectNode properties =
        node.putObject("properties")
            .put("roleName", role.roleName())
            .put("type", "BuiltInRole")
            .put("description", role.description());
    properties.putArray("assignableScopes").add("/");
    ObjectNode permission = properties.putArray("permissions").addObject();
    ArrayNode actions = permission.putArray("actions");
    role.actions().forEach(actions::add);
    ArrayNode notActions = permission.putArray("notActions");
    role.notActions().forEach(notActions::add);
    permission.putArray("dataActions");
    permission.putArray("notDataActions");
    return node;
  }
}
