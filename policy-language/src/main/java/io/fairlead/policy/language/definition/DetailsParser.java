package io.fairlead.policy.language.definition;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.policy.language.content.Content;
import io.fairlead.policy.language.content.ContentParser;
import io.fairlead.policy.language.expression.Setting;
import io.fairlead.policy.language.limit.Limits;
import io.fairlead.policy.language.problem.JsonPath;
import io.fairlead.policy.language.problem.Problem.Kind;
import io.fairlead.policy.language.problem.Problems;
import io.fairlead.policy.language.rule.ConditionParser;
import io.fairlead.policy.language.rule.Rule;
import io.fairlead.policy.language.template.Deployment;
import io.fairlead.policy.language.template.DeploymentParser;
import io.fairlead.policy.language.value.Values;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the details of an effect that asks for related resources.
public final class DetailsParser {
  private static final String DEFAULT_DELAY = "PT10M";
  private static final Duration MAX_DELAY = Duration.ofHours(6);
  private static final Set<String> DELAYS =
      Set.of("afterprovisioning", "afterprovisioningsuccess", "afterprovisioningfailure");
  private static final Set<String> PROPERTIES =
      Set.of(
          "type",
          "name",
          "kind",
          "resourcegroupname",
          "existencescope",
          "evaluationdelay",
          "roledefinitionids",
          "existencecondition",
          "deploymentscope",
          "deployment");

  private final Problems problems;
  private final Setting setting;

  /// Reads for one rule.
  ///
  /// @param setting of the rule, outside any count
  public DetailsParser(Problems problems, Setting setting) {
    this.problems = problems;
    this.setting = setting;
  }

  public Details parse(JsonNode details, String path) {
    for (Map.Entry<String, JsonNode> property : details.properties()) {
      if (!PROPERTIES.contains(property.getKey().toLowerCase(Locale.ROOT))) {
        problems.add(
            Kind.UNKNOWN,
            JsonPath.child(path, property.getKey()),
            "expected type, name, kind, resourceGroupName, existenceScope, evaluationDelay,"
                + " roleDefinitionIds, existenceCondition, deploymentScope or deployment");
      }
    }
    Content type = text(details, "type", path);
    if (type == null) {
      problems.add(
          Kind.MISSING, JsonPath.child(path, "type"), "expected the type of the related resources");
    }
    return new Details(
        type == null ? ContentParser.NOTHING : type,
        text(details, "name", path),
        text(details, "kind", path),
        text(details, "resourceGroupName", path),
        scope(details, "existenceScope", path),
        delay(details, path),
        roles(details, path),
        existenceCondition(details, path),
        scope(details, "deploymentScope", path),
        deployment(details, path));
  }

  private @Nullable Content text(JsonNode details, String name, String path) {
    JsonNode value = Values.property(details, name);
    if (value == null) {
      return null;
    }
    String place = JsonPath.child(path, name);
    if (!value.isTextual() || value.textValue().isEmpty()) {
      problems.add(place, "expected a string that is not empty, found " + Values.describe(value));
      return null;
    }
    return new ContentParser(setting, problems).parse(value, place);
  }

  private Scope scope(JsonNode details, String name, String path) {
    JsonNode value = Values.property(details, name);
    String text = value == null ? "resourcegroup" : value.asText().toLowerCase(Locale.ROOT);
    return switch (text) {
      case "resourcegroup" -> Scope.RESOURCE_GROUP;
      case "subscription" -> Scope.SUBSCRIPTION;
      default -> {
        problems.add(
            JsonPath.child(path, name),
            "expected ResourceGroup or Subscription, found "
                + Values.describe(value == null ? Values.NULL : value));
        yield Scope.RESOURCE_GROUP;
      }
    };
  }

  private String delay(JsonNode details, String path) {
    JsonNode value = Values.property(details, "evaluationDelay");
    if (value == null) {
      return DEFAULT_DELAY;
    }
    if (!value.isTextual() || !isDelay(value.textValue())) {
      problems.add(
          JsonPath.child(path, "evaluationDelay"),
          "expected AfterProvisioning, AfterProvisioningSuccess, AfterProvisioningFailure or an ISO"
              + " 8601 duration from 0 to 360 minutes, found "
              + Values.describe(value));
    }
    return value.asText();
  }

  private static boolean isDelay(String text) {
    if (DELAYS.contains(text.toLowerCase(Locale.ROOT))) {
      return true;
    }
    try {
      Duration duration = Duration.parse(text);
      return !duration.isNegative() && duration.compareTo(MAX_DELAY) <= 0;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private List<String> roles(JsonNode details, String path) {
    List<String> roles = new ArrayList<>();
    JsonNode given = Values.property(details, "roleDefinitionIds");
    if (given == null) {
      return roles;
    }
    String place = JsonPath.child(path, "roleDefinitionIds");
    if (!given.isArray() || given.isEmpty()) {
      problems.add(place, "expected an array of at least one role definition id");
    }
    for (int i = 0; given.isArray() && i < given.size(); i++) {
      if (given.get(i).isTextual()) {
        roles.add(given.get(i).textValue());
      } else {
        problems.add(
            JsonPath.index(place, i), "expected a string, found " + Values.describe(given.get(i)));
      }
    }
    return roles;
  }

  private @Nullable Rule existenceCondition(JsonNode details, String path) {
    JsonNode condition = Values.property(details, "existenceCondition");
    return condition == null
        ? null
        : new ConditionParser(problems, Limits.THEN_CONDITIONS, false)
            .parse(condition, JsonPath.child(path, "existenceCondition"), setting);
  }

  private @Nullable Deployment deployment(JsonNode details, String path) {
    JsonNode deployment = Values.property(details, "deployment");
    if (deployment == null) {
      return null;
    }
    String place = JsonPath.child(JsonPath.child(path, "deployment"), "properties");
    JsonNode properties = Values.property(deployment, "properties");
    return new DeploymentParser(problems)
        .parse(properties == null ? Values.MISSING : properties, place, setting);
  }
}
