package io.fairlead.policy.language.rule;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.policy.language.content.Content;
import io.fairlead.policy.language.content.Content.Fixed;
import io.fairlead.policy.language.content.ContentParser;
import io.fairlead.policy.language.expression.Setting;
import io.fairlead.policy.language.problem.EvaluationException;
import io.fairlead.policy.language.problem.JsonPath;
import io.fairlead.policy.language.problem.Problems;
import io.fairlead.policy.language.resource.CountScope;
import io.fairlead.policy.language.resource.FieldNames;
import io.fairlead.policy.language.rule.Condition.AllOf;
import io.fairlead.policy.language.rule.Condition.AnyOf;
import io.fairlead.policy.language.rule.Condition.Not;
import io.fairlead.policy.language.rule.Condition.OfField;
import io.fairlead.policy.language.rule.Condition.OfValue;
import io.fairlead.policy.language.rule.Condition.Test;
import io.fairlead.policy.language.rule.Operator.Expects;
import io.fairlead.policy.language.value.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads conditions. Reports what cannot be read and reads on; for one condition, used once.
public final class ConditionParser {
  /// Stands for what could not be read.
  static final Condition NOTHING = new AllOf(List.of());

  private static final String SUBJECTS = "allOf, anyOf, not, field, value or count";

  private final Problems problems;
  private final int maxConditions;
  private final CountParser counts;
  private int conditions;

  /// Reads one condition with all that is in it.
  ///
  /// @param maxConditions how many conditions there may be in all
  /// @param sameResource whether the function `field` is about the resource that the conditions
  /// are about
  public ConditionParser(Problems problems, int maxConditions, boolean sameResource) {
    this.problems = problems;
    this.maxConditions = maxConditions;
    this.counts = new CountParser(this, problems, sameResource);
  }

  public Rule parse(JsonNode node, String path, Setting setting) {
    Condition condition = condition(node, path, setting);
    return new Rule(condition, counts.indexSlots(), counts.valueSlots());
  }

  Condition condition(JsonNode node, String path, Setting setting) {
    if (++conditions > maxConditions) {
      if (conditions == maxConditions + 1) {
        problems.add(path, "expected at most " + maxConditions + " conditions in all");
      }
      return NOTHING;
    }
    if (!node.isObject()) {
      problems.add(path, "expected an object with " + SUBJECTS + ", found " + Values.kind(node));
      return NOTHING;
    }
    Parts parts = new Parts();
    for (Map.Entry<String, JsonNode> property : node.properties()) {
      parts.add(property.getKey(), property.getValue(), path);
    }
    if (parts.subjects.size() != 1) {
      problems.add(
          path,
          "expected exactly one of "
              + SUBJECTS
              + ", found "
              + (parts.subjects.isEmpty()
                  ? "none"
                  : String.join(" and ", parts.subjects.stream().map(Part::name).toList())));
      return NOTHING;
    }
    Part subject = parts.subjects.getFirst();
    return switch (subject.key()) {
      case "allof" -> new AllOf(list(subject, parts, setting));
      case "anyof" -> new AnyOf(list(subject, parts, setting));
      case "not" -> {
        parts.refuseOperators();
        yield new Not(condition(subject.value(), subject.path(), setting));
      }
      default -> tested(subject, parts.operator(path), setting);
    };
  }

  private List<Condition> list(Part subject, Parts parts, Setting setting) {
    parts.refuseOperators();
    if (!subject.value().isArray() || subject.value().isEmpty()) {
      problems.add(
          subject.path(),
          "expected an array of conditions, found "
              + (subject.value().isArray() ? "an empty one" : Values.kind(subject.value())));
      return List.of();
    }
    List<Condition> list = new ArrayList<>();
    for (int i = 0; i < subject.value().size(); i++) {
      list.add(condition(subject.value().get(i), JsonPath.index(subject.path(), i), setting));
    }
    return list;
  }

  private Condition tested(Part subject, @Nullable Part operator, Setting setting) {
    Test test = operator == null ? null : test(operator, setting);
    return switch (subject.key()) {
      case "field" -> field(subject, test, setting);
      case "value" -> {
        Content value = new ContentParser(setting, problems).parse(subject.value(), subject.path());
        yield test == null ? NOTHING : new OfValue(value, test);
      }
      default -> counts.parse(subject.value(), subject.path(), test, setting);
    };
  }

  private Condition field(Part subject, @Nullable Test test, Setting setting) {
    if (!subject.value().isTextual()) {
      problems.add(
          subject.path(),
          "expected the name of a field, found " + Values.describe(subject.value()));
      return NOTHING;
    }
    CountScope scope = setting.counts();
    Content name = new ContentParser(setting, problems).parse(subject.value(), subject.path());
    if (name instanceof Fixed(JsonNode text) && text.isTextual()) {
      try {
        FieldNames.parse(text.textValue(), scope);
      } catch (EvaluationException e) {
        problems.add(e.at(subject.path()));
        return NOTHING;
      }
    }
    return test == null ? NOTHING : new OfField(name, scope, test, subject.path());
  }

  private @Nullable Test test(Part part, Setting setting) {
    Operator operator = Operator.keyed(part.key());
    if (operator == null) {
      return null;
    }
    Content expected = new ContentParser(setting, problems).parse(part.value(), part.path());
    boolean fits =
        switch (expected) {
          case Fixed(JsonNode value) -> fits(operator, value);
          case Content.Computed _ -> true;
          case Content.Sequence _ -> operator.expects() == Expects.ARRAY;
          case Content.Mapping _ -> false;
        };
    if (!fits && expected != ContentParser.NOTHING) {
      problems.add(
          part.path(),
          "expected " + operator.expects().words() + ", found " + Values.describe(part.value()));
      return null;
    }
    if (expected instanceof Fixed(JsonNode value) && expected != ContentParser.NOTHING) {
      return checked(operator, value, part.path())
          ? new Test(operator, expected, part.path())
          : null;
    }
    return new Test(operator, expected, part.path());
  }

  private static boolean fits(Operator operator, JsonNode value) {
    return switch (operator.expects()) {
      case ARRAY -> value.isArray();
      case SCALAR -> value.isTextual() || value.isNumber() || value.isBoolean();
    };
  }

  private boolean checked(Operator operator, JsonNode value, String path) {
    boolean containing = operator == Operator.CONTAINS || operator == Operator.NOT_CONTAINS;
    if (containing && value.isTextual() && value.textValue().contains("*")) {
      problems.add(path, "expected no wildcard (*) here; like and notLike take one");
      return false;
    }
    try {
      operator.prepare(value);
      return true;
    } catch (EvaluationException e) {
      problems.add(e.at(path));
      return false;
    }
  }

  /// @param key the name in lower case
  record Part(String name, String key, JsonNode value, String path) {}

  /// The properties of a condition, sorted by what they are.
  private final class Parts {
    private final List<Part> subjects = new ArrayList<>();
    private final List<Part> operators = new ArrayList<>();
    private boolean misspelt;

    void add(String name, JsonNode value, String path) {
      Part part = new Part(name, name.toLowerCase(Locale.ROOT), value, JsonPath.child(path, name));
      switch (part.key()) {
        case "allof", "anyof", "not", "field", "value", "count" -> subjects.add(part);
        default -> {
          if (Operator.keyed(part.key()) == null) {
            misspelt = true;
            problems.add(
                part.path(), "expected " + SUBJECTS + ", or an operator: " + Operator.names());
          } else {
            operators.add(part);
          }
        }
      }
    }

    void refuseOperators() {
      for (Part operator : operators) {
        problems.add(operator.path(), "expected no operator beside " + subjects.getFirst().name());
      }
    }

    /// The only operator; null, and reported, when there is none or more than one.
    @Nullable Part operator(String path) {
      if (operators.size() == 1) {
        return operators.getFirst();
      }
      if (operators.isEmpty() && misspelt) {
        return null;
      }
      problems.add(
          path,
          operators.isEmpty()
              ? "expected an operator: " + Operator.names()
              : "expected exactly one operator, found "
                  + String.join(" and ", operators.stream().map(Part::name).toList()));
      return null;
    }
  }
}
