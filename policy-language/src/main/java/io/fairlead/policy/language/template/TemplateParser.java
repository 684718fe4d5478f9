package io.fairlead.policy.language.template;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.policy.language.content.Content;
import io.fairlead.policy.language.content.ContentParser;
import io.fairlead.policy.language.expression.Setting;
import io.fairlead.policy.language.limit.Limits;
import io.fairlead.policy.language.problem.JsonPath;
import io.fairlead.policy.language.problem.Problems;
import io.fairlead.policy.language.template.Template.Variable;
import io.fairlead.policy.language.template.TemplateParameter.Range;
import io.fairlead.policy.language.value.Values;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads templates. Outputs are nobody's business here and not looked at.
final class TemplateParser {
  private static final String COPY = "copy";

  private final Problems problems;
  private final int depth;

  TemplateParser(Problems problems, int depth) {
    this.problems = problems;
    this.depth = depth;
  }

  /// @param outer what expressions see instead of this template's parameters and variables;
  /// null for these
  Template parse(JsonNode template, String path, @Nullable Setting outer) {
    if (!template.isObject()) {
      problems.add(path, "expected a template, found " + Values.kind(template));
      return new Template(Map.of(), Map.of(), List.of());
    }
    if (depth > Limits.NESTED_TEMPLATES) {
      problems.add(path, "expected at most " + Limits.NESTED_TEMPLATES + " templates in templates");
      return new Template(Map.of(), Map.of(), List.of());
    }
    JsonNode functions = template.path("functions");
    if (!functions.isMissingNode() && !functions.isEmpty()) {
      problems.add(
          JsonPath.child(path, "functions"),
          "expected none: a template's own functions are not supported");
    }
    JsonNode parameters = section(template, "parameters", path);
    JsonNode variables = section(template, "variables", path);
    Setting setting =
        outer == null ? Setting.template(names(parameters), variableNames(variables)) : outer;
    return new Template(
        parameters(parameters, JsonPath.child(path, "parameters"), setting),
        variables(variables, JsonPath.child(path, "variables"), setting),
        new ResourceParser(problems, setting, depth)
            .parse(template.path("resources"), JsonPath.child(path, "resources")));
  }

  private JsonNode section(JsonNode template, String name, String path) {
    JsonNode section = template.path(name);
    if (section.isMissingNode()) {
      return Values.object();
    }
    String place = JsonPath.child(path, name);
    if (!section.isObject()) {
      problems.add(place, "expected an object, found " + Values.kind(section));
      return Values.object();
    }
    if (section.size() > Limits.TEMPLATE_PARAMETERS) {
      problems.add(
          place, "expected at most " + Limits.TEMPLATE_PARAMETERS + ", found " + section.size());
    }
    return section;
  }

  private static Set<String> names(JsonNode section) {
    Set<String> names = new HashSet<>();
    section.fieldNames().forEachRemaining(name -> names.add(name.toLowerCase(Locale.ROOT)));
    return names;
  }

  private static Set<String> variableNames(JsonNode variables) {
    Set<String> names = names(variables);
    names.remove(COPY);
    for (JsonNode loop : variables.path(COPY)) {
      names.add(loop.path("name").asText().toLowerCase(Locale.ROOT));
    }
    return names;
  }

  private Map<String, TemplateParameter> parameters(
      JsonNode section, String path, Setting setting) {
    Map<String, TemplateParameter> parameters = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> property : section.properties()) {
      String place = JsonPath.child(path, property.getKey());
      TemplateParameter parameter =
          parameter(property.getKey(), property.getValue(), place, setting);
      if (parameter != null
          && parameters.put(property.getKey().toLowerCase(Locale.ROOT), parameter) != null) {
        problems.add(place, "expected every name once, whatever its letter case");
      }
    }
    return parameters;
  }

  private @Nullable TemplateParameter parameter(
      String name, JsonNode declaration, String path, Setting setting) {
    JsonNode written = declaration.path("type");
    TemplateParameter.Type type =
        written.isTextual() ? TemplateParameter.Type.named(written.textValue()) : null;
    if (type == null) {
      problems.add(
          JsonPath.child(path, "type"),
          "expected string, securestring, int, bool, object, secureObject or array, found "
              + Values.describe(written));
      return null;
    }
    JsonNode allowed = declaration.path("allowedValues");
    if (!allowed.isMissingNode() && !allowed.isArray()) {
      problems.add(
          JsonPath.child(path, "allowedValues"),
          "expected an array, found " + Values.kind(allowed));
    }
    JsonNode byDefault = declaration.path("defaultValue");
    Content defaultValue =
        byDefault.isMissingNode()
            ? null
            : new ContentParser(setting, problems)
                .parse(byDefault, JsonPath.child(path, "defaultValue"));
    boolean number = type == TemplateParameter.Type.INT;
    Range range =
        new Range(
            bound(declaration, number ? "minValue" : "minLength", path),
            bound(declaration, number ? "maxValue" : "maxLength", path));
    return new TemplateParameter(name, type, defaultValue, allowed, range, path);
  }

  private @Nullable Long bound(JsonNode declaration, String name, String path) {
    JsonNode bound = declaration.path(name);
    if (bound.isMissingNode()) {
      return null;
    }
    if (!Values.isInteger(bound)) {
      problems.add(
          JsonPath.child(path, name), "expected an integer, found " + Values.describe(bound));
      return null;
    }
    return bound.longValue();
  }

  /// A `copy` at the top makes variables; deeper it makes properties of them.
  private Map<String, Variable> variables(JsonNode section, String path, Setting setting) {
    Map<String, Variable> variables = new HashMap<>();
    Content content = new ContentParser(setting, problems).parse(section, path);
    switch (content) {
      case Content.Fixed(JsonNode value) ->
          value
              .properties()
              .forEach(
                  variable ->
                      variables.put(
                          variable.getKey().toLowerCase(Locale.ROOT),
                          new Variable.Single(new Content.Fixed(variable.getValue()))));
      case Content.Mapping(var entries, var loops, var place) -> {
        for (Content.Entry entry : entries) {
          if (entry.name() instanceof Content.Fixed(JsonNode name)) {
            variables.put(
                name.asText().toLowerCase(Locale.ROOT), new Variable.Single(entry.value()));
          } else {
            problems.add(path, "expected names of variables written out");
          }
        }
        for (Content.Loop loop : loops) {
          variables.put(loop.name().toLowerCase(Locale.ROOT), new Variable.Repeated(loop));
        }
      }
      case Content.Computed _, Content.Sequence _ ->
          problems.add(path, "expected an object with variables");
    }
    return variables;
  }
}
