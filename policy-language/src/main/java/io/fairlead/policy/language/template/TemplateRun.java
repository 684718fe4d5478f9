package io.fairlead.policy.language.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.policy.language.content.Content;
import io.fairlead.policy.language.content.ContentEvaluator;
import io.fairlead.policy.language.content.Loops;
import io.fairlead.policy.language.expression.Question;
import io.fairlead.policy.language.expression.Surroundings;
import io.fairlead.policy.language.function.DateFormat;
import io.fairlead.policy.language.function.ResourceIdFunctions;
import io.fairlead.policy.language.limit.Fuel;
import io.fairlead.policy.language.problem.EvaluationException;
import io.fairlead.policy.language.resource.CountScope;
import io.fairlead.policy.language.resource.EvaluationContext;
import io.fairlead.policy.language.resource.FieldSelector;
import io.fairlead.policy.language.template.Template.Variable;
import io.fairlead.policy.language.value.Measure;
import io.fairlead.policy.language.value.Values;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/// One evaluation of one template's expressions. Parameters and variables are worked out when
/// they are first asked for. For one thread, used once.
final class TemplateRun implements Surroundings {
  private static final String DEFAULT_TIME = "yyyyMMddTHHmmssZ";

  private final Template template;
  private final Map<String, JsonNode> parameters;
  private final Map<String, JsonNode> variables = new HashMap<>();
  private final Set<String> beingWorkedOut = new HashSet<>();
  private final ResourceId origin;
  private final EvaluationContext context;
  private final Target target;
  private final Supplier<String> deploymentName;
  private final Fuel fuel;
  private Loops loops = new Loops();
  private ContentEvaluator contents = new ContentEvaluator(this, loops);
  private boolean inDefaultValue;

  /// @param arguments what parameters are given, by name in lower case
  /// @param origin the resource that the policy is about
  /// @param deploymentName worked out when it is asked for, which is seldom
  TemplateRun(
      Template template,
      Map<String, JsonNode> arguments,
      ResourceId origin,
      EvaluationContext context,
      Target target,
      Supplier<String> deploymentName,
      Fuel fuel) {
    this.template = template;
    this.parameters = new HashMap<>(arguments);
    this.origin = origin;
    this.context = context;
    this.target = target;
    this.deploymentName = deploymentName;
    this.fuel = fuel;
  }

  /// The run of a template within this one that sees its own parameters and variables.
  TemplateRun nested(Template inner, Map<String, JsonNode> arguments, Target to, String name) {
    return new TemplateRun(inner, arguments, origin, context, to, () -> name, fuel);
  }

  Loops loops() {
    return loops;
  }

  ContentEvaluator contents() {
    return contents;
  }

  Target target() {
    return target;
  }

  @Override
  public Fuel fuel() {
    return fuel;
  }

  @Override
  public JsonNode ask(Question question, List<JsonNode> arguments) {
    return switch (question) {
      case PARAMETERS -> parameter(key("parameters", arguments.getFirst()));
      case VARIABLES -> variable(key("variables", arguments.getFirst()));
      case COPY_INDEX -> loops.index(arguments);
      case DEPLOYMENT -> deployment();
      case RESOURCE_GROUP -> resourceGroup();
      case SUBSCRIPTION -> context.subscription(origin);
      case RESOURCE_ID ->
          Values.text(
              ResourceIdFunctions.inGroup(
                  texts("resourceId", arguments), target.subscription(), group()));
      case SUBSCRIPTION_RESOURCE_ID ->
          Values.text(
              ResourceIdFunctions.inSubscription(
                  texts("subscriptionResourceId", arguments), target.subscription()));
      case UTC_NOW -> utcNow(arguments);
      case POLICY, REQUEST_CONTEXT ->
          throw new EvaluationException(question.written() + "() exists only in a policy rule");
    };
  }

  private static String key(String function, JsonNode name) {
    if (!name.isTextual()) {
      throw new EvaluationException(function + "() expects a name, found " + Values.describe(name));
    }
    return name.textValue().toLowerCase(Locale.ROOT);
  }

  private static List<String> texts(String function, List<JsonNode> arguments) {
    return arguments.stream()
        .map(
            argument -> {
              if (!argument.isTextual()) {
                throw new EvaluationException(
                    function + "() expects strings, found " + Values.describe(argument));
              }
              return argument.textValue();
            })
        .toList();
  }

  private String group() {
    if (target.group() == null) {
      throw new EvaluationException(
          "the deployment goes to a subscription: name the resource group");
    }
    return target.group();
  }

  private JsonNode parameter(String key) {
    JsonNode known = parameters.get(key);
    if (known != null) {
      return known;
    }
    TemplateParameter parameter = template.parameters().get(key);
    if (parameter == null || parameter.defaultValue() == null) {
      throw new EvaluationException("there is no parameter '" + Values.shortened(key) + "'");
    }
    Content byDefault = parameter.defaultValue();
    boolean before = inDefaultValue;
    inDefaultValue = true;
    JsonNode value =
        parameter.accept(
            workedOut("parameter " + key, () -> contents.evaluate(byDefault)),
            parameter.path(),
            fuel);
    inDefaultValue = before;
    parameters.put(key, value);
    return value;
  }

  private JsonNode variable(String key) {
    JsonNode known = variables.get(key);
    if (known != null) {
      return known;
    }
    Variable variable = template.variables().get(key);
    if (variable == null) {
      throw new EvaluationException("there is no variable '" + Values.shortened(key) + "'");
    }
    JsonNode value =
        workedOut(
            "variable " + key,
            () ->
                switch (variable) {
                  case Variable.Single(Content content) -> contents.evaluate(content);
                  case Variable.Repeated(Content.Loop loop) -> contents.repeated(loop);
                });
    variables.put(key, value);
    return value;
  }

  private interface Work {
    JsonNode result();
  }

  private JsonNode workedOut(String what, Work work) {
    if (!beingWorkedOut.add(what)) {
      throw new EvaluationException("the " + Values.shortened(what) + " needs itself");
    }
    // A value that is kept must not depend on the loop in which it was first asked for.
    Loops around = loops;
    enter(new Loops());
    JsonNode value = Measure.check(work.result(), fuel);
    enter(around);
    beingWorkedOut.remove(what);
    return value;
  }

  private void enter(Loops entered) {
    loops = entered;
    contents = new ContentEvaluator(this, entered);
  }

  private JsonNode deployment() {
    ObjectNode deployment = Values.object().put("name", deploymentName.get());
    deployment.putObject("properties").put("mode", "Incremental");
    return deployment;
  }

  /// Of another group than the resource's nothing is known but where it is.
  private JsonNode resourceGroup() {
    String group = group();
    if (group.equalsIgnoreCase(origin.resourceGroup())
        && target.subscription().equalsIgnoreCase(origin.subscriptionId())) {
      return context.resourceGroup(origin);
    }
    return Values.object()
        .put("id", target.id())
        .put("name", group)
        .put("type", "Microsoft.Resources/resourceGroups");
  }

  private JsonNode utcNow(List<JsonNode> arguments) {
    if (!inDefaultValue) {
      throw new EvaluationException(
          "utcNow() exists only in the default value of a template's parameter");
    }
    String format = arguments.isEmpty() ? DEFAULT_TIME : texts("utcNow", arguments).getFirst();
    return Values.text(DateFormat.apply(context.now().atOffset(ZoneOffset.UTC), format));
  }

  @Override
  public JsonNode field(FieldSelector field) {
    throw onlyInRules("field");
  }

  @Override
  public JsonNode field(String name, CountScope scope) {
    throw onlyInRules("field");
  }

  @Override
  public JsonNode currentField(FieldSelector field) {
    throw onlyInRules("current");
  }

  @Override
  public JsonNode currentValue(int slot) {
    throw onlyInRules("current");
  }

  private static EvaluationException onlyInRules(String function) {
    return new EvaluationException(function + "() exists only in a policy rule");
  }
}
