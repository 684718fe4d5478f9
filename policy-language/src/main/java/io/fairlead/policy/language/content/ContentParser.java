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
import io.fairlead.policy.language.expression.ExpressionParser;
import io.fairlead.policy.language.expression.Setting;
import io.fairlead.policy.language.function.Dialect;
import io.fairlead.policy.language.problem.EvaluationException;
import io.fairlead.policy.language.problem.JsonPath;
import io.fairlead.policy.language.problem.Problems;
import io.fairlead.policy.language.value.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Reads JSON with expressions in it. Reports what cannot be read and reads on.
public final class ContentParser {
  /// Stands for what could not be read.
  public static final Content NOTHING = new Fixed(Values.NULL);

  private static final String COPY = "copy";

  private final Setting setting;
  private final Problems problems;

  public ContentParser(Setting setting, Problems problems) {
    this.setting = setting;
    this.problems = problems;
  }

  public Content parse(JsonNode node, String path) {
    if (node.isTextual()) {
      return text(node.textValue(), path);
    }
    if (node.isArray()) {
      List<Content> elements = new ArrayList<>();
      for (int i = 0; i < node.size(); i++) {
        elements.add(parse(node.get(i), JsonPath.index(path, i)));
      }
      return fixedIfPossible(new Sequence(elements));
    }
    return node.isObject() ? mapping(node, path) : new Fixed(node);
  }

  private Content text(String text, String path) {
    if (!ExpressionParser.isExpression(text)) {
      return new Fixed(Values.text(ExpressionParser.unescaped(text)));
    }
    try {
      return new Computed(ExpressionParser.parse(text, setting), path);
    } catch (EvaluationException e) {
      problems.add(e.at(path));
      return NOTHING;
    }
  }

  private Content mapping(JsonNode node, String path) {
    List<Entry> entries = new ArrayList<>();
    List<Loop> loops = new ArrayList<>();
    for (Map.Entry<String, JsonNode> property : node.properties()) {
      String name = property.getKey();
      String place = JsonPath.child(path, name);
      if (setting.dialect() == Dialect.TEMPLATE
          && name.equalsIgnoreCase(COPY)
          && isLoops(property.getValue())) {
        loops(property.getValue(), place, loops);
      } else {
        entries.add(new Entry(text(name, place), parse(property.getValue(), place)));
      }
    }
    return fixedIfPossible(new Mapping(entries, loops, path));
  }

  private static boolean isLoops(JsonNode value) {
    return value.isArray()
        && !value.isEmpty()
        && value.valueStream().allMatch(each -> each.has("name") && each.has("input"));
  }

  private void loops(JsonNode array, String path, List<Loop> loops) {
    for (int i = 0; i < array.size(); i++) {
      JsonNode loop = array.get(i);
      String place = JsonPath.index(path, i);
      JsonNode name = loop.path("name");
      JsonNode count = loop.path("count");
      if (!name.isTextual() || name.textValue().isEmpty()) {
        problems.add(JsonPath.child(place, "name"), "expected a name, written out");
      } else if (!count.isTextual() && !count.isIntegralNumber()) {
        problems.add(JsonPath.child(place, "count"), "expected an integer or an expression");
      } else {
        loops.add(
            new Loop(
                name.textValue(),
                parse(count, JsonPath.child(place, "count")),
                parse(loop.get("input"), JsonPath.child(place, "input")),
                place));
      }
    }
  }

  /// Plain JSON where there is no expression in it.
  static Content fixedIfPossible(Sequence sequence) {
    ArrayNode array = Values.array();
    for (Content element : sequence.elements()) {
      if (!(element instanceof Fixed(JsonNode value))) {
        return sequence;
      }
      array.add(value);
    }
    return new Fixed(array);
  }

  static Content fixedIfPossible(Mapping mapping) {
    ObjectNode object = Values.object();
    for (Entry entry : mapping.entries()) {
      if (!(entry.name() instanceof Fixed(JsonNode name)
          && name.isTextual()
          && entry.value() instanceof Fixed(JsonNode value))) {
        return mapping;
      }
      object.set(name.textValue(), value);
    }
    return mapping.loops().isEmpty() ? new Fixed(object) : mapping;
  }
}
