package io.fairlead.policy.language.expression;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.policy.language.limit.Fuel;
import io.fairlead.policy.language.resource.CountScope;
import io.fairlead.policy.language.resource.FieldSelector;
import java.util.List;

/// What an expression asks of the place where it is evaluated. One evaluation, one instance;
/// for one thread.
public interface Surroundings {
  /// What is left for this evaluation.
  Fuel fuel();

  /// Answers a question.
  ///
  /// @throws io.fairlead.policy.language.problem.EvaluationException when there is no answer
  /// here
  JsonNode ask(Question question, List<JsonNode> arguments);

  /// The value of a field, as the function `field` gives it.
  JsonNode field(FieldSelector field);

  /// The value of a field whose name was worked out, as the function `field` gives it.
  JsonNode field(String name, CountScope scope);

  /// A field of the array's member in hand.
  JsonNode currentField(FieldSelector field);

  /// The member in hand of a value that is counted through.
  JsonNode currentValue(int slot);
}
