package io.fairlead.policy.language.rule;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.policy.language.expression.Question;
import io.fairlead.policy.language.expression.Surroundings;
import io.fairlead.policy.language.function.DateFormat;
import io.fairlead.policy.language.limit.Fuel;
import io.fairlead.policy.language.limit.Limits;
import io.fairlead.policy.language.problem.EvaluationException;
import io.fairlead.policy.language.resource.CountScope;
import io.fairlead.policy.language.resource.CountedField;
import io.fairlead.policy.language.resource.EvaluationContext;
import io.fairlead.policy.language.resource.FieldNames;
import io.fairlead.policy.language.resource.FieldReader;
import io.fairlead.policy.language.resource.FieldSelector;
import io.fairlead.policy.language.resource.PolicyReference;
import io.fairlead.policy.language.resource.ResourceView;
import io.fairlead.policy.language.value.Values;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// One evaluation of a rule's expressions and conditions. For one thread, used once.
///
/// Two resources may be in it: the subject, which conditions on fields are about, and the
/// origin, which the function `field` is about. They are the same but for an existence
/// condition, whose subject is a related resource.
public final class RuleRun implements Surroundings {
  private static final String ROUND_TRIP = "o";

  private final ResourceView origin;
  private final FieldReader subjectReader;
  private final FieldReader originReader;
  private final EvaluationContext context;
  private final PolicyReference policy;
  private final Map<String, JsonNode> parameters;
  private final JsonNode[] elements;
  private final Fuel fuel = new Fuel(Limits.RULE_STEPS);
  private int rounds = 1;

  /// A run for one subject and one origin.
  ///
  /// @param parameters by name in lower case
  public RuleRun(
      ResourceView subject,
      ResourceView origin,
      EvaluationContext context,
      PolicyReference policy,
      Map<String, JsonNode> parameters,
      Rule rule) {
    int[] indexes = new int[rule.indexSlots()];
    this.origin = origin;
    this.subjectReader = new FieldReader(subject, indexes, fuel);
    this.originReader = subject == origin ? subjectReader : new FieldReader(origin, indexes, fuel);
    this.context = context;
    this.policy = policy;
    this.parameters = parameters;
    this.elements = new JsonNode[rule.valueSlots()];
  }

  @Override
  public Fuel fuel() {
    return fuel;
  }

  FieldReader subject() {
    return subjectReader;
  }

  @Override
  public JsonNode ask(Question question, List<JsonNode> arguments) {
    return switch (question) {
      case PARAMETERS -> parameter(arguments.getFirst());
      case RESOURCE_GROUP -> context.resourceGroup(origin.id());
      case SUBSCRIPTION -> context.subscription(origin.id());
      case POLICY -> policy.toJson();
      case REQUEST_CONTEXT -> context.requestContext();
      case UTC_NOW ->
          Values.text(
              DateFormat.apply(
                  context.now().atOffset(ZoneOffset.UTC),
                  arguments.isEmpty() ? ROUND_TRIP : format(arguments.getFirst())));
      case VARIABLES, COPY_INDEX, DEPLOYMENT, RESOURCE_ID, SUBSCRIPTION_RESOURCE_ID ->
          throw new EvaluationException(question.written() + "() exists only in a template");
    };
  }

  private JsonNode parameter(JsonNode name) {
    JsonNode value =
        name.isTextual() ? parameters.get(name.textValue().toLowerCase(Locale.ROOT)) : null;
    if (value == null) {
      throw new EvaluationException(
          "expected the name of a parameter that is declared, found " + Values.describe(name));
    }
    return value;
  }

  private static String format(JsonNode format) {
    if (!format.isTextual()) {
      throw new EvaluationException("utcNow() expects a format, found " + Values.describe(format));
    }
    return format.textValue();
  }

  @Override
  public JsonNode field(FieldSelector field) {
    return originReader.literal(field);
  }

  @Override
  public JsonNode field(String name, CountScope scope) {
    fuel.burnText(name.length());
    return originReader.literal(FieldNames.parse(name, scope));
  }

  @Override
  public JsonNode currentField(FieldSelector field) {
    JsonNode value = subjectReader.value(field);
    return value.isMissingNode() ? Values.NULL : value;
  }

  @Override
  public JsonNode currentValue(int slot) {
    return elements[slot];
  }

  /// How many members of the subject's array satisfy a check.
  int count(CountedField counted, Check where) {
    int[] satisfied = {0};
    subjectReader.forEach(
        counted,
        () -> {
          if (where.test(this)) {
            satisfied[0]++;
          }
        });
    return satisfied[0];
  }

  /// How many elements of an array satisfy a check.
  ///
  /// @throws EvaluationException when it takes more than [Limits#VALUE_COUNT_ROUNDS] rounds
  int count(JsonNode array, int slot, Check where) {
    long all = (long) rounds * array.size();
    if (all > Limits.VALUE_COUNT_ROUNDS) {
      throw new EvaluationException(
          "a count over a value goes through at most "
              + Limits.VALUE_COUNT_ROUNDS
              + " elements, those of the counts around it included, not "
              + all);
    }
    int outer = rounds;
    rounds = Math.max(1, (int) all);
    int satisfied = 0;
    for (JsonNode element : array) {
      fuel.burn(1);
      elements[slot] = element;
      if (where.test(this)) {
        satisfied++;
      }
    }
    rounds = outer;
    return satisfied;
  }
}
