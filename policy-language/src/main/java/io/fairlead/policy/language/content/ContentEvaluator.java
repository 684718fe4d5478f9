package io.fairlead.policy.language.content;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.policy.language.content.Content.Computed;
import io.fairlead.policy.language.content.Content.Entry;
import io.fairlead.policy.language.content.Content.Fixed;
import io.fairlead.policy.language.content.Content.Loop;
import io.fairlead.policy.language.content.Content.Mapping;
import io.fairlead.policy.language.content.Content.Sequence;
import io.fairlead.policy.language.expression.Evaluator;
import io.fairlead.policy.language.expression.Expression;
import io.fairlead.policy.language.expression.Surroundings;
import io.fairlead.policy.language.limit.Limits;
import io.fairlead.policy.language.problem.EvaluationException;
import io.fairlead.policy.language.problem.JsonPath;
import io.fairlead.policy.language.value.Values;
import java.util.List;

/// Makes plain JSON of content in its surroundings. For one thread.
public final class ContentEvaluator {
  private final Surroundings surroundings;
  private final Loops loops;

  /// For content with or without `copy`.
  ///
  /// @param loops what `copy` enters and `copyIndex` in the surroundings answers from
  public ContentEvaluator(Surroundings surroundings, Loops loops) {
    this.surroundings = surroundings;
    this.loops = loops;
  }

  /// For content without `copy`.
  public static JsonNode evaluate(Content content, Surroundings surroundings) {
    return content instanceof Fixed(JsonNode value)
        ? value
        : new ContentEvaluator(surroundings, new Loops()).evaluate(content);
  }

  /// The plain JSON that content means.
  ///
  /// @throws EvaluationException when some expression has no value; says where it stands
  public JsonNode evaluate(Content content) {
    return switch (content) {
      case Fixed(JsonNode value) -> value;
      case Computed(Expression expression, String path) -> {
        try {
          yield Evaluator.evaluate(expression, surroundings);
        } catch (EvaluationException e) {
          throw e.at(path);
        }
      }
      case Sequence(List<Content> elements) -> {
        surroundings.fuel().burn(elements.size());
        ArrayNode array = Values.array();
        for (Content element : elements) {
          array.add(evaluate(element));
        }
        yield array;
      }
      case Mapping mapping -> mapping(mapping);
    };
  }

  private JsonNode mapping(Mapping mapping) {
    surroundings.fuel().burn(mapping.entries().size());
    ObjectNode object = Values.object();
    for (Entry entry : mapping.entries()) {
      JsonNode name = evaluate(entry.name());
      if (!name.isTextual()) {
        throw new EvaluationException(
            mapping.path(),
            "expected a string as the name of a property, found " + Values.describe(name));
      }
      object.set(name.textValue(), evaluate(entry.value()));
    }
    for (Loop loop : mapping.loops()) {
      object.set(loop.name(), repeated(loop));
    }
    return object;
  }

  /// The array that a loop makes.
  public JsonNode repeated(Loop loop) {
    int count = rounds(loop.count(), JsonPath.child(loop.path(), "count"));
    ArrayNode array = Values.array();
    for (int i = 0; i < count; i++) {
      loops.enter(loop.name(), i, false);
      array.add(evaluate(loop.input()));
      loops.leave();
    }
    return array;
  }

  /// How often a loop goes round.
  ///
  /// @throws EvaluationException when that is no integer from 0 to [Limits#COPY]
  public int rounds(Content count, String path) {
    JsonNode value = evaluate(count);
    if (!Values.isInteger(value) || value.longValue() < 0 || value.longValue() > Limits.COPY) {
      throw new EvaluationException(
          path,
          "expected an integer from 0 to " + Limits.COPY + ", found " + Values.describe(value));
    }
    surroundings.fuel().burn(value.intValue());
    return value.intValue();
  }
}
