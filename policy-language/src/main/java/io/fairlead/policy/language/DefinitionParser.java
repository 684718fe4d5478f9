package io.fairlead.policy.language;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.policy.language.PolicyDefinition.Heading;
import io.fairlead.policy.language.content.Content;
import io.fairlead.policy.language.content.ContentParser;
import io.fairlead.policy.language.definition.DefinitionSize;
import io.fairlead.policy.language.definition.Details;
import io.fairlead.policy.language.definition.DetailsParser;
import io.fairlead.policy.language.definition.Effect;
import io.fairlead.policy.language.definition.Mode;
import io.fairlead.policy.language.definition.Parameters;
import io.fairlead.policy.language.definition.PolicyType;
import io.fairlead.policy.language.expression.Setting;
import io.fairlead.policy.language.limit.Limits;
import io.fairlead.policy.language.problem.Checked;
import io.fairlead.policy.language.problem.JsonPath;
import io.fairlead.policy.language.problem.Problem;
import io.fairlead.policy.language.problem.Problem.Kind;
import io.fairlead.policy.language.problem.Problems;
import io.fairlead.policy.language.rule.ConditionParser;
import io.fairlead.policy.language.rule.Rule;
import io.fairlead.policy.language.value.Values;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads definitions.
final class DefinitionParser {
  private static final String RULE = "policyRule";

  private final Problems problems = new Problems();

  private DefinitionParser() {}

  static Checked<PolicyDefinition> parse(JsonNode json) {
    String excess = DefinitionSize.excessOf(json);
    if (excess != null) {
      return new Checked.Invalid<>(List.of(new Problem(Kind.TOO_MUCH, "", excess)));
    }
    JsonNode copy = json.deepCopy();
    JsonNode properties = Values.property(copy, "properties");
    DefinitionParser parser = new DefinitionParser();
    @Nullable PolicyDefinition definition =
        parser.definition(properties == null ? copy : properties);
    return parser.problems.isEmpty() && definition != null
        ? new Checked.Valid<>(definition)
        : new Checked.Invalid<>(parser.problems.toList());
  }

  /// Null when a part is missing without which the rest says nothing.
  private @Nullable PolicyDefinition definition(JsonNode properties) {
    Heading heading =
        new Heading(
            text(properties, "displayName"),
            text(properties, "description"),
            policyType(part(properties, "policyType")),
            mode(part(properties, "mode")),
            text(properties, "version"),
            metadata(part(properties, "metadata")));
    Parameters parameters =
        Parameters.parse(part(properties, "parameters"), Limits.PARAMETERS, problems);
    Setting setting = Setting.policy(parameters.keys());
    JsonNode written = section(properties, RULE, "");
    if (!written.isObject()) {
      return null;
    }
    refuseOthers(written, RULE, Set.of("if", "then"));
    JsonNode condition = section(written, "if", RULE);
    JsonNode then = section(written, "then", RULE);
    if (!condition.isObject() || !then.isObject()) {
      return null;
    }
    Rule rule =
        new ConditionParser(problems, Limits.IF_CONDITIONS, true)
            .parse(condition, JsonPath.child(RULE, "if"), setting);
    String thenPath = JsonPath.child(RULE, "then");
    refuseOthers(then, thenPath, Set.of("effect", "details"));
    Content effect = effect(part(then, "effect"), thenPath + ".effect", setting);
    return new PolicyDefinition(
        heading, parameters, rule, effect, details(then, effect, thenPath, setting));
  }

  /// A missing node when there is none.
  private static JsonNode part(JsonNode object, String name) {
    JsonNode value = Values.property(object, name);
    return value == null ? Values.MISSING : value;
  }

  private JsonNode section(JsonNode object, String name, String path) {
    JsonNode section = part(object, name);
    if (!section.isObject()) {
      problems.add(
          Values.isAbsent(section) ? Kind.MISSING : Kind.WRONG_TYPE,
          JsonPath.child(path, name),
          "expected an object, found " + Values.kind(section));
    }
    return section;
  }

  private void refuseOthers(JsonNode object, String path, Set<String> names) {
    for (Map.Entry<String, JsonNode> property : object.properties()) {
      if (!names.contains(property.getKey().toLowerCase(Locale.ROOT))) {
        problems.add(
            Kind.UNKNOWN,
            JsonPath.child(path, property.getKey()),
            "expected " + String.join(" or ", names.stream().sorted().toList()));
      }
    }
  }

  private String text(JsonNode properties, String name) {
    JsonNode value = part(properties, name);
    if (!Values.isAbsent(value) && !value.isTextual()) {
      problems.add(name, "expected a string, found " + Values.describe(value));
    }
    return value.isTextual() ? value.textValue() : "";
  }

  private PolicyType policyType(JsonNode value) {
    return switch (value.asText().toLowerCase(Locale.ROOT)) {
      case "", "null", "notspecified" -> PolicyType.NOT_SPECIFIED;
      case "builtin" -> PolicyType.BUILT_IN;
      case "custom" -> PolicyType.CUSTOM;
      case "static" -> PolicyType.STATIC;
      default -> {
        problems.add(
            "policyType",
            "expected BuiltIn, Custom, Static or NotSpecified, found " + Values.describe(value));
        yield PolicyType.NOT_SPECIFIED;
      }
    };
  }

  /// As documented, no mode is Indexed.
  private Mode mode(JsonNode value) {
    return switch (value.asText().toLowerCase(Locale.ROOT)) {
      case "", "null", "indexed" -> Mode.INDEXED;
      case "all" -> Mode.ALL;
      default -> {
        problems.add(
            "mode",
            "expected All or Indexed, found "
                + Values.describe(value)
                + "; modes of resource providers are not supported");
        yield Mode.INDEXED;
      }
    };
  }

  private JsonNode metadata(JsonNode value) {
    if (Values.isAbsent(value)) {
      return Values.object();
    }
    if (!value.isObject()) {
      problems.add("metadata", "expected an object, found " + Values.kind(value));
    }
    return value;
  }

  private Content effect(JsonNode value, String path, Setting setting) {
    if (!value.isTextual()) {
      problems.add(
          Values.isAbsent(value) ? Kind.MISSING : Kind.WRONG_TYPE,
          path,
          "expected an effect (" + Effect.names() + "), found " + Values.describe(value));
      return ContentParser.NOTHING;
    }
    Content effect = new ContentParser(setting, problems).parse(value, path);
    if (effect instanceof Content.Fixed && Effect.named(value.textValue()) == null) {
      problems.add(path, "expected one of " + Effect.names() + ", found " + Values.describe(value));
    }
    return effect;
  }

  /// Read for effects that ask for related resources, and where parameters may choose such a
  /// one.
  private @Nullable Details details(
      JsonNode then, Content effect, String thenPath, Setting setting) {
    JsonNode details = part(then, "details");
    String path = JsonPath.child(thenPath, "details");
    Effect fixed =
        effect instanceof Content.Fixed(JsonNode value) ? Effect.named(value.asText()) : null;
    if (effect instanceof Content.Fixed && (fixed == null || !fixed.asksForRelated())) {
      return null;
    }
    if (fixed == null && Values.isAbsent(details)) {
      return null;
    }
    if (!details.isObject()) {
      problems.add(
          Values.isAbsent(details) ? Kind.MISSING : Kind.WRONG_TYPE,
          path,
          "expected an object, found " + Values.kind(details));
      return null;
    }
    Details parsed = new DetailsParser(problems, setting).parse(details, path);
    if (fixed == Effect.DEPLOY_IF_NOT_EXISTS) {
      if (Values.isAbsent(part(details, "deployment"))) {
        problems.add(
            Kind.MISSING, JsonPath.child(path, "deployment"), "expected the deployment to make");
      }
      if (parsed.roleDefinitionIds().isEmpty()) {
        problems.add(
            JsonPath.child(path, "roleDefinitionIds"),
            "expected an array of at least one role definition id");
      }
    }
    return parsed;
  }
}
