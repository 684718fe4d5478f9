package io.fairlead.policy.language.rule;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.policy.language.content.Content;
import io.fairlead.policy.language.content.Content.Fixed;
import io.fairlead.policy.language.content.ContentParser;
import io.fairlead.policy.language.expression.ExpressionParser;
import io.fairlead.policy.language.expression.Setting;
import io.fairlead.policy.language.limit.Limits;
import io.fairlead.policy.language.problem.EvaluationException;
import io.fairlead.policy.language.problem.JsonPath;
import io.fairlead.policy.language.problem.Problems;
import io.fairlead.policy.language.resource.CountScope;
import io.fairlead.policy.language.resource.CountedField;
import io.fairlead.policy.language.resource.FieldNames;
import io.fairlead.policy.language.resource.FieldSelector.Alias;
import io.fairlead.policy.language.rule.Condition.OfFieldCount;
import io.fairlead.policy.language.rule.Condition.OfValueCount;
import io.fairlead.policy.language.rule.Condition.Test;
import io.fairlead.policy.language.value.Values;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the counts of one condition and gives out their slots.
final class CountParser {
  private static final String DEFAULT_NAME = "default";
  private static final Set<String> PROPERTIES = Set.of("field", "value", "name", "where");

  private final ConditionParser conditions;
  private final Problems problems;
  private final boolean sameResource;
  private final Map<String, Integer> countsOfArray = new HashMap<>();
  private int indexSlots;
  private int valueSlots;

  CountParser(ConditionParser conditions, Problems problems, boolean sameResource) {
    this.conditions = conditions;
    this.problems = problems;
    this.sameResource = sameResource;
  }

  int indexSlots() {
    return indexSlots;
  }

  int valueSlots() {
    return valueSlots;
  }

  /// @param test null when it could not be read
  Condition parse(JsonNode count, String path, @Nullable Test test, Setting setting) {
    if (!count.isObject()) {
      problems.add(path, "expected an object with field or value, found " + Values.kind(count));
      return ConditionParser.NOTHING;
    }
    for (Map.Entry<String, JsonNode> property : count.properties()) {
      if (!PROPERTIES.contains(property.getKey().toLowerCase(Locale.ROOT))) {
        problems.add(
            JsonPath.child(path, property.getKey()), "expected field, value, name or where");
      }
    }
    JsonNode field = Values.property(count, "field");
    JsonNode value = Values.property(count, "value");
    if (field == null ? value == null : value != null) {
      problems.add(path, "expected either field or value");
      return ConditionParser.NOTHING;
    }
    return field != null
        ? ofField(field, count, path, test, setting)
        : ofValue(value == null ? Values.NULL : value, count, path, test, setting);
  }

  private Condition ofField(
      JsonNode field, JsonNode count, String path, @Nullable Test test, Setting setting) {
    String place = JsonPath.child(path, "field");
    if (Values.property(count, "name") != null) {
      problems.add(JsonPath.child(path, "name"), "expected no name beside field");
    }
    CountedField counted = counted(field, place, setting.counts());
    if (counted == null) {
      return ConditionParser.NOTHING;
    }
    int counts = countsOfArray.merge(field.textValue().toLowerCase(Locale.ROOT), 1, Integer::sum);
    if (counts > Limits.FIELD_COUNTS_PER_ARRAY) {
      problems.add(
          place, "expected at most " + Limits.FIELD_COUNTS_PER_ARRAY + " counts over one array");
    }
    indexSlots += counted.slots();
    CountScope inner = new CountScope.OfField(counted, setting.counts());
    Condition where = where(count, path, setting.within(inner, sameResource));
    return test == null ? ConditionParser.NOTHING : new OfFieldCount(counted, where, test);
  }

  private @Nullable CountedField counted(JsonNode field, String path, CountScope scope) {
    if (!field.isTextual() || ExpressionParser.isExpression(field.textValue())) {
      problems.add(path, "expected the alias of an array, written out");
      return null;
    }
    try {
      if (FieldNames.parse(field.textValue(), scope) instanceof Alias alias
          && field.textValue().contains("[*]")) {
        return CountedField.of(alias, indexSlots);
      }
      problems.add(
          path, "expected the alias of an array, with [*], found " + Values.describe(field));
    } catch (EvaluationException e) {
      problems.add(e.at(path));
    }
    return null;
  }

  private Condition ofValue(
      JsonNode value, JsonNode count, String path, @Nullable Test test, Setting setting) {
    String place = JsonPath.child(path, "value");
    Content array = new ContentParser(setting, problems).parse(value, place);
    if (array instanceof Content.Mapping
        || (array instanceof Fixed(JsonNode fixed)
            && !fixed.isArray()
            && array != ContentParser.NOTHING)) {
      problems.add(place, "expected an array, found " + Values.describe(value));
    }
    int slot = valueSlots++;
    if (valueSlots > Limits.VALUE_COUNTS) {
      problems.add(place, "expected at most " + Limits.VALUE_COUNTS + " counts over values");
    }
    CountScope inner = new CountScope.OfValue(name(count, path, setting), slot, setting.counts());
    Condition where = where(count, path, setting.within(inner, sameResource));
    return test == null
        ? ConditionParser.NOTHING
        : new OfValueCount(array, slot, where, test, place);
  }

  private String name(JsonNode count, String path, Setting setting) {
    JsonNode name = Values.property(count, "name");
    if (name == null) {
      if (!(setting.counts() instanceof CountScope.None)) {
        problems.add(path, "expected a name, since the count stands within another");
      }
      return DEFAULT_NAME;
    }
    if (!name.isTextual() || !isLettersAndDigits(name.textValue())) {
      problems.add(
          JsonPath.child(path, "name"),
          "expected English letters and digits, found " + Values.describe(name));
      return DEFAULT_NAME;
    }
    return name.textValue();
  }

  private static boolean isLettersAndDigits(String name) {
    return !name.isEmpty() && name.chars().allMatch(c -> c < 0x80 && Character.isLetterOrDigit(c));
  }

  private @Nullable Condition where(JsonNode count, String path, Setting setting) {
    JsonNode where = Values.property(count, "where");
    return where == null
        ? null
        : conditions.condition(where, JsonPath.child(path, "where"), setting);
  }
}
