package io.fairlead.policy.language.template;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.policy.language.content.Content;
import io.fairlead.policy.language.content.ContentParser;
import io.fairlead.policy.language.expression.ExpressionParser;
import io.fairlead.policy.language.expression.Setting;
import io.fairlead.policy.language.problem.JsonPath;
import io.fairlead.policy.language.problem.Problems;
import io.fairlead.policy.language.template.ResourceDeclaration.Copy;
import io.fairlead.policy.language.template.ResourceDeclaration.Nested;
import io.fairlead.policy.language.value.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the resources of a template: an array, or an object of symbolic names.
final class ResourceParser {
  private static final Content NO_PROPERTIES = new Content.Fixed(Values.object());
  private static final Content NO_DEPENDENCIES = new Content.Fixed(Values.array());

  private final Problems problems;
  private final Setting setting;
  private final ContentParser contents;
  private final int depth;

  /// @param depth how many templates are around the resources' own
  ResourceParser(Problems problems, Setting setting, int depth) {
    this.problems = problems;
    this.setting = setting;
    this.contents = new ContentParser(setting, problems);
    this.depth = depth;
  }

  List<ResourceDeclaration> parse(JsonNode resources, String path) {
    List<ResourceDeclaration> declarations = new ArrayList<>();
    if (resources.isObject()) {
      for (Map.Entry<String, JsonNode> resource : resources.properties()) {
        add(
            declarations,
            resource.getKey(),
            resource.getValue(),
            JsonPath.child(path, resource.getKey()));
      }
    } else if (resources.isArray()) {
      for (int i = 0; i < resources.size(); i++) {
        add(declarations, "", resources.get(i), JsonPath.index(path, i));
      }
    } else {
      problems.add(path, "expected an array of resources, found " + Values.kind(resources));
    }
    return declarations;
  }

  private void add(List<ResourceDeclaration> to, String symbol, JsonNode resource, String path) {
    if (!resource.isObject()) {
      problems.add(path, "expected a resource, found " + Values.kind(resource));
    } else if (!resource.path("existing").asBoolean()) {
      to.add(resource(symbol, resource, path));
    }
  }

  private ResourceDeclaration resource(String symbol, JsonNode resource, String path) {
    String type = type(resource, path);
    required(resource, "apiVersion", path);
    boolean deployment = type.equalsIgnoreCase(ResourceDeclaration.DEPLOYMENT);
    Content dependsOn = optional(resource, "dependsOn", path);
    Content properties = deployment ? null : optional(resource, "properties", path);
    List<ResourceDeclaration> children =
        resource.path("resources").isMissingNode()
            ? List.of()
            : parse(resource.path("resources"), JsonPath.child(path, "resources"));
    return new ResourceDeclaration(
        symbol,
        type,
        required(resource, "name", path),
        optional(resource, "condition", path),
        optional(resource, "scope", path),
        copy(resource.path("copy"), JsonPath.child(path, "copy")),
        dependsOn == null ? NO_DEPENDENCIES : dependsOn,
        properties == null ? NO_PROPERTIES : properties,
        children,
        deployment ? nested(resource, path) : null,
        path);
  }

  private String type(JsonNode resource, String path) {
    JsonNode type = resource.path("type");
    if (!type.isTextual()
        || type.textValue().isEmpty()
        || ExpressionParser.isExpression(type.textValue())) {
      problems.add(
          JsonPath.child(path, "type"),
          "expected a type such as Microsoft.KubernetesConfiguration/fluxConfigurations, written"
              + " out, found "
              + Values.describe(type));
      return "";
    }
    return type.textValue();
  }

  private Content required(JsonNode resource, String name, String path) {
    JsonNode value = resource.path(name);
    if (!value.isTextual()) {
      problems.add(
          JsonPath.child(path, name), "expected a string, found " + Values.describe(value));
      return ContentParser.NOTHING;
    }
    return contents.parse(value, JsonPath.child(path, name));
  }

  private @Nullable Content optional(JsonNode resource, String name, String path) {
    JsonNode value = resource.path(name);
    return value.isMissingNode() ? null : contents.parse(value, JsonPath.child(path, name));
  }

  private @Nullable Copy copy(JsonNode copy, String path) {
    if (copy.isMissingNode()) {
      return null;
    }
    JsonNode name = copy.path("name");
    if (!name.isTextual() || name.textValue().isEmpty()) {
      problems.add(JsonPath.child(path, "name"), "expected a name, found " + Values.describe(name));
      return null;
    }
    Content count = contents.parse(copy.path("count"), JsonPath.child(path, "count"));
    return new Copy(name.textValue(), count, path);
  }

  private Nested nested(JsonNode resource, String path) {
    String place = JsonPath.child(path, "properties");
    JsonNode properties = resource.path("properties");
    JsonNode scope = properties.path("expressionEvaluationOptions").path("scope");
    boolean inner = scope.isTextual() && scope.textValue().equalsIgnoreCase("inner");
    if (!scope.isMissingNode()
        && !inner
        && !(scope.isTextual() && scope.textValue().equalsIgnoreCase("outer"))) {
      problems.add(
          JsonPath.child(JsonPath.child(place, "expressionEvaluationOptions"), "scope"),
          "expected inner or outer, found " + Values.describe(scope));
    }
    return new Nested(
        new DeploymentParser(problems)
            .parse(properties, place, setting, inner ? null : setting, depth + 1),
        inner,
        optional(resource, "subscriptionId", path),
        optional(resource, "resourceGroup", path));
  }
}
