package io.fairlead.policy.language.template;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.policy.language.content.Content;
import io.fairlead.policy.language.content.ContentParser;
import io.fairlead.policy.language.expression.Setting;
import io.fairlead.policy.language.problem.JsonPath;
import io.fairlead.policy.language.problem.Problems;
import io.fairlead.policy.language.value.Values;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the `properties` of a deployment: mode, template, parameters.
public final class DeploymentParser {
  private final Problems problems;

  public DeploymentParser(Problems problems) {
    this.problems = problems;
  }

  /// Reads a deployment that is no part of another.
  ///
  /// @param setting where the parameters' values are evaluated
  public Deployment parse(JsonNode properties, String path, Setting setting) {
    return parse(properties, path, setting, null, 0);
  }

  /// @param outer what the template's own expressions see instead of its parameters and
  /// variables; null where they see these
  /// @param depth how many templates are around
  Deployment parse(
      JsonNode properties, String path, Setting setting, @Nullable Setting outer, int depth) {
    if (!properties.isObject()) {
      problems.add(path, "expected an object, found " + Values.kind(properties));
    }
    mode(properties.path("mode"), JsonPath.child(path, "mode"));
    if (properties.has("templateLink")) {
      problems.add(
          JsonPath.child(path, "templateLink"), "expected a template; links are not followed");
    }
    String templatePath = JsonPath.child(path, "template");
    JsonNode template = Values.property(properties, "template");
    Template parsed =
        new TemplateParser(problems, depth)
            .parse(template == null ? Values.MISSING : template, templatePath, outer);
    String argumentsPath = JsonPath.child(path, "parameters");
    JsonNode given = Values.property(properties, "parameters");
    Map<String, Argument> arguments =
        arguments(given == null ? Values.object() : given, argumentsPath, setting);
    if (outer == null) {
      match(parsed, arguments, argumentsPath);
    }
    return new Deployment(parsed, arguments);
  }

  private void mode(JsonNode mode, String path) {
    if (mode.isTextual() && mode.textValue().equalsIgnoreCase("complete")) {
      problems.add(path, "expected Incremental: a policy removes nothing that it did not deploy");
    } else if (!mode.isMissingNode()
        && !(mode.isTextual() && mode.textValue().equalsIgnoreCase("incremental"))) {
      problems.add(path, "expected Incremental, found " + Values.describe(mode));
    }
  }

  private Map<String, Argument> arguments(JsonNode given, String path, Setting setting) {
    Map<String, Argument> arguments = new LinkedHashMap<>();
    if (!given.isObject()) {
      problems.add(path, "expected an object, found " + Values.kind(given));
      return arguments;
    }
    ContentParser contents = new ContentParser(setting, problems);
    for (Map.Entry<String, JsonNode> argument : given.properties()) {
      String place = JsonPath.child(path, argument.getKey());
      JsonNode value = Values.property(argument.getValue(), "value");
      JsonNode reference = Values.property(argument.getValue(), "reference");
      Argument parsed;
      if (value != null && reference == null) {
        String valuePlace = JsonPath.child(place, "value");
        parsed = new Argument.Value(contents.parse(value, valuePlace), valuePlace);
      } else if (reference != null && value == null) {
        parsed = secret(reference, JsonPath.child(place, "reference"), contents);
      } else {
        problems.add(place, "expected an object with either value or reference");
        continue;
      }
      if (arguments.put(argument.getKey().toLowerCase(Locale.ROOT), parsed) != null) {
        problems.add(place, "expected every name once, whatever its letter case");
      }
    }
    return arguments;
  }

  private Argument secret(JsonNode reference, String path, ContentParser contents) {
    JsonNode vault = reference.path("keyVault").path("id");
    JsonNode name = reference.path("secretName");
    JsonNode version = reference.path("secretVersion");
    String vaultPath = JsonPath.child(JsonPath.child(path, "keyVault"), "id");
    return new Argument.Secret(
        text(vault, vaultPath, contents),
        text(name, JsonPath.child(path, "secretName"), contents),
        version.isMissingNode()
            ? null
            : text(version, JsonPath.child(path, "secretVersion"), contents),
        path);
  }

  private Content text(JsonNode node, String path, ContentParser contents) {
    if (!node.isTextual()) {
      problems.add(path, "expected a string, found " + Values.describe(node));
      return ContentParser.NOTHING;
    }
    return contents.parse(node, path);
  }

  /// Every argument has a parameter that can take it, every parameter has a value.
  private void match(Template template, Map<String, Argument> arguments, String path) {
    arguments.forEach(
        (key, argument) -> {
          TemplateParameter parameter = template.parameters().get(key);
          if (parameter == null) {
            problems.add(argument.path(), "expected the name of a parameter of the template");
          } else if (argument instanceof Argument.Secret && !parameter.type().isSecure()) {
            problems.add(
                argument.path(),
                "expected a parameter of type securestring or secureObject for a Key Vault"
                    + " reference, found "
                    + parameter.type().written());
          }
        });
    for (TemplateParameter parameter : template.parameters().values()) {
      if (parameter.defaultValue() == null
          && !arguments.containsKey(parameter.name().toLowerCase(Locale.ROOT))) {
        problems.add(
            path,
            "expected a value for the parameter " + parameter.name() + ", which has no default");
      }
    }
  }
}
