package io.fairlead.policy.language.template;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.policy.language.content.Content;
import io.fairlead.policy.language.content.ContentEvaluator;
import io.fairlead.policy.language.expression.Surroundings;
import io.fairlead.policy.language.limit.Fuel;
import io.fairlead.policy.language.limit.Limits;
import io.fairlead.policy.language.problem.EvaluationException;
import io.fairlead.policy.language.problem.JsonPath;
import io.fairlead.policy.language.resource.EvaluationContext;
import io.fairlead.policy.language.template.ResourceDeclaration.Nested;
import io.fairlead.policy.language.value.Measure;
import io.fairlead.policy.language.value.Values;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Works out which resources a deployment writes. For one thread, used once.
public final class DeploymentPlanner {
  private final List<Planned> planned = new ArrayList<>();
  private final Fuel fuel;

  private DeploymentPlanner(Fuel fuel) {
    this.fuel = fuel;
  }

  /// Works it out.
  ///
  /// @param policy where the deployment's parameters are evaluated
  /// @param origin the resource that the policy is about
  /// @param group where to, null for the origin's subscription itself
  /// @param name the deployment's; worked out when it is asked for, which is seldom
  /// @return in an order in which they can be written
  /// @throws EvaluationException when something in it has no value
  public static List<DeployedResource> plan(
      Deployment deployment,
      Surroundings policy,
      ResourceId origin,
      EvaluationContext context,
      @Nullable String group,
      Supplier<String> name) {
    Fuel fuel = new Fuel(Limits.DEPLOYMENT_STEPS);
    DeploymentPlanner planner = new DeploymentPlanner(fuel);
    Map<String, JsonNode> arguments =
        planner.arguments(deployment, content -> ContentEvaluator.evaluate(content, policy));
    TemplateRun run =
        new TemplateRun(
            deployment.template(),
            arguments,
            origin,
            context,
            new Target(origin.subscriptionId(), group),
            name,
            fuel);
    planner.addAll(
        deployment.template().resources(), run, run.target(), new Around(Set.of(), List.of()));
    return WriteOrder.of(planner.planned, fuel);
  }

  /// Evaluates where an argument is written.
  private interface Evaluation {
    JsonNode of(Content content);
  }

  /// What the deployments around a resource are called and wait for.
  private record Around(Set<String> names, List<String> dependsOn) {}

  private Map<String, JsonNode> arguments(Deployment deployment, Evaluation evaluation) {
    Map<String, JsonNode> values = new HashMap<>();
    deployment
        .arguments()
        .forEach(
            (key, argument) -> {
              TemplateParameter parameter = deployment.template().parameters().get(key);
              if (parameter != null) {
                values.put(key, taken(parameter, argument, evaluation));
              }
            });
    return values;
  }

  private JsonNode taken(TemplateParameter parameter, Argument argument, Evaluation evaluation) {
    try {
      JsonNode value = Measure.check(value(argument, evaluation), fuel);
      return parameter.accept(value, argument.path(), fuel);
    } catch (EvaluationException e) {
      throw e.at(argument.path());
    }
  }

  private static JsonNode value(Argument argument, Evaluation evaluation) {
    return switch (argument) {
      case Argument.Value(Content content, String path) -> evaluation.of(content);
      case Argument.Secret(Content vault, Content name, @Nullable Content version, String path) ->
          Secrets.carried(
              new SecretReference(
                  nonEmpty(evaluation.of(vault), path, "keyVault.id"),
                  nonEmpty(evaluation.of(name), path, "secretName"),
                  version == null
                      ? null
                      : nonEmpty(evaluation.of(version), path, "secretVersion")));
    };
  }

  private static String nonEmpty(JsonNode value, String path, String part) {
    if (!value.isTextual() || value.textValue().isEmpty()) {
      throw new EvaluationException(
          path + "." + part,
          "expected a string that is not empty, found " + Values.describe(value));
    }
    return value.textValue();
  }

  private void addAll(
      List<ResourceDeclaration> resources, TemplateRun run, Target target, Around around) {
    for (ResourceDeclaration resource : resources) {
      addEach(resource, run, target, around, null);
    }
  }

  /// @param parent what a nested resource is nested in; null for none
  private void addEach(
      ResourceDeclaration resource,
      TemplateRun run,
      Target target,
      Around around,
      @Nullable Parent parent) {
    ResourceDeclaration.Copy copy = resource.copy();
    if (copy == null) {
      add(resource, run, target, around, parent);
      return;
    }
    int rounds = run.contents().rounds(copy.count(), JsonPath.child(copy.path(), "count"));
    for (int i = 0; i < rounds; i++) {
      run.loops().enter(copy.name(), i, true);
      add(resource, run, target, around, parent);
      run.loops().leave();
    }
  }

  /// A resource that others are nested in.
  private record Parent(String type, String name, @Nullable String scope) {}

  private void add(
      ResourceDeclaration resource,
      TemplateRun run,
      Target target,
      Around around,
      @Nullable Parent parent) {
    if (!isWanted(resource, run)) {
      return;
    }
    String name = text(resource.name(), run, resource, "name");
    List<String> dependsOn = new ArrayList<>(around.dependsOn());
    dependsOn.addAll(dependencies(resource, run));
    Nested nested = resource.nested();
    if (nested != null) {
      addNested(resource, nested, name, run, target, new Around(around.names(), dependsOn));
      return;
    }
    Content scopeContent = resource.scope();
    String scope =
        scopeContent == null
            ? (parent == null ? null : parent.scope())
            : text(scopeContent, run, resource, "scope");
    String type = parent == null ? resource.type() : parent.type() + "/" + resource.type();
    String fullName = parent == null ? name : parent.name() + "/" + name;
    try {
      ResourceId id = ResourceNames.id(target, type, fullName, scope);
      var separated = Secrets.separate(run.contents().evaluate(resource.properties()), fuel);
      Set<String> names = new HashSet<>(around.names());
      names.add(id.key());
      names.addAll(called(resource, name, fullName));
      plan(
          new Planned(
              new DeployedResource(id, separated.properties(), separated.secrets()),
              names,
              dependsOn));
    } catch (EvaluationException e) {
      throw e.at(resource.path());
    }
    for (ResourceDeclaration child : resource.children()) {
      addEach(child, run, target, around, new Parent(type, fullName, scope));
    }
  }

  private void plan(Planned resource) {
    if (planned.size() >= Limits.RESOURCES) {
      throw new EvaluationException(
          "a deployment writes at most " + Limits.RESOURCES + " resources");
    }
    planned.add(resource);
  }

  private static Set<String> called(ResourceDeclaration resource, String name, String fullName) {
    Set<String> names = new HashSet<>();
    names.add(name.toLowerCase(Locale.ROOT));
    names.add(fullName.toLowerCase(Locale.ROOT));
    if (!resource.symbol().isEmpty()) {
      names.add(resource.symbol().toLowerCase(Locale.ROOT));
    }
    if (resource.copy() != null) {
      names.add(resource.copy().name().toLowerCase(Locale.ROOT));
    }
    return names;
  }

  private void addNested(
      ResourceDeclaration resource,
      Nested nested,
      String name,
      TemplateRun run,
      Target target,
      Around around) {
    Target to =
        new Target(
            nested.subscription() == null
                ? target.subscription()
                : text(nested.subscription(), run, resource, "subscriptionId"),
            nested.group() == null
                ? target.group()
                : text(nested.group(), run, resource, "resourceGroup"));
    Set<String> names = new HashSet<>(around.names());
    names.addAll(called(resource, name, name));
    String relative = "/providers/" + ResourceDeclaration.DEPLOYMENT + "/" + name;
    names.add(relative.substring("/providers/".length()).toLowerCase(Locale.ROOT));
    names.add((target.id() + relative).toLowerCase(Locale.ROOT));
    names.add((to.id() + relative).toLowerCase(Locale.ROOT));
    Deployment deployment = nested.deployment();
    TemplateRun within =
        nested.inner()
            ? run.nested(
                deployment.template(), arguments(deployment, run.contents()::evaluate), to, name)
            : run;
    addAll(deployment.template().resources(), within, to, new Around(names, around.dependsOn()));
  }

  private static boolean isWanted(ResourceDeclaration resource, TemplateRun run) {
    Content condition = resource.condition();
    if (condition == null) {
      return true;
    }
    JsonNode value = run.contents().evaluate(condition);
    if (!value.isBoolean()) {
      throw new EvaluationException(
          JsonPath.child(resource.path(), "condition"),
          "expected a boolean, found " + Values.describe(value));
    }
    return value.booleanValue();
  }

  private static List<String> dependencies(ResourceDeclaration resource, TemplateRun run) {
    JsonNode value = run.contents().evaluate(resource.dependsOn());
    if (value.isArray() && value.isEmpty()) {
      return List.of();
    }
    if (!value.isArray() || !value.valueStream().allMatch(JsonNode::isTextual)) {
      throw new EvaluationException(
          JsonPath.child(resource.path(), "dependsOn"),
          "expected an array of strings, found " + Values.describe(value));
    }
    return value.valueStream().map(JsonNode::textValue).toList();
  }

  private static String text(
      Content content, TemplateRun run, ResourceDeclaration resource, String part) {
    JsonNode value = run.contents().evaluate(content);
    if (!value.isTextual() || value.textValue().isEmpty()) {
      throw new EvaluationException(
          JsonPath.child(resource.path(), part),
          "expected a string that is not empty, found " + Values.describe(value));
    }
    return value.textValue();
  }
}
