package io.fairlead.policy.language;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.policy.language.function.Function;
import io.fairlead.policy.language.function.Functions;
import io.fairlead.policy.language.value.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/// Makes up expressions, values and conditions that are often almost right. The same seed makes
/// the same up.
final class Inventor {
  private static final int DEPTH = 4;
  private static final String CLUSTER = "Microsoft.Kubernetes/connectedClusters/";

  private static final List<Function> FUNCTIONS =
      Functions.all().stream().sorted((one, other) -> one.name().compareTo(other.name())).toList();

  private static final List<String> TEXTS =
      List.of(
          "'a'",
          "''",
          "'tags'",
          "'text'",
          "'10.0.0.0/8'",
          "'A.B/c'",
          "'{0:D3}'",
          "'P1D'",
          "'*'",
          "'[*]'",
          "'2026-01-01T00:00:00Z'",
          "'data:,a'",
          "'YQ=='",
          "'https://a.b/c'");
  private static final List<String> OTHERS =
      List.of(
          "0",
          "1",
          "-1",
          "3",
          "9223372036854775807",
          "-9223372036854775808",
          "true()",
          "false()",
          "null()",
          "json('1e999')",
          "json('12345678901234567890')",
          "json('1.5')",
          "createArray()",
          "createArray('a', 1, 'b')",
          "createObject('a', 1)",
          "field('tags')",
          "field('name')",
          "parameters('object')",
          "parameters('envs')",
          "utcNow()",
          "range(0, 3)",
          "resourceGroup().tags",
          "requestContext()");
  private static final List<String> KEYS =
      List.of(
          "a",
          "field",
          "value",
          "count",
          "equals",
          "in",
          "copy",
          "name",
          "input",
          "properties",
          "policyRule",
          "if",
          "then",
          "effect",
          "reference",
          "[concat('k')]",
          "type",
          "resources");
  private static final List<String> OPERATORS =
      List.of(
          "equals",
          "notLike",
          "like",
          "match",
          "contains",
          "containsKey",
          "less",
          "greaterOrEquals",
          "exists");
  private static final List<String> FIELDS =
      List.of(
          "name",
          "tags",
          "tags.env",
          "location",
          CLUSTER + "labels[*]",
          CLUSTER + "addons[*]",
          CLUSTER + "addons[*].ports[*]",
          CLUSTER + "totalNodeCount",
          "[concat('tags.', 'env')]",
          "identity.a[*]",
          "identity.type",
          "[field('name')]",
          "kind",
          CLUSTER + "a[*][*].b",
          "Microsoft.Sql/servers.a[*]");

  private final Random random;

  Inventor(long seed) {
    random = new Random(seed);
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  String expression() {
    return expression(DEPTH);
  }

  private String expression(int depth) {
    int kind = random.nextInt(10);
    if (depth == 0 || kind < 2) {
      return one(random.nextBoolean() ? TEXTS : OTHERS);
    }
    if (kind == 2) {
      return expression(depth - 1) + "[" + expression(0) + "]";
    }
    if (kind == 3) {
      return "if(" + expression(depth - 1) + ", " + expression(0) + ", " + expression(0) + ")";
    }
    if (kind == 4) {
      return one(List.of("and", "or", "coalesce"))
          + "("
          + expression(0)
          + ","
          + expression(0)
          + ")";
    }
    if (kind == 5 && random.nextBoolean()) {
      return "field(concat(" + expression(0) + ", '" + one(FIELDS).replace("'", "''") + "'))";
    }
    Function function = one(FUNCTIONS);
    int more = Math.min(3, function.max()) - function.min();
    int count = function.min() + (more > 0 ? random.nextInt(more + 1) : 0);
    int given = random.nextInt(20) == 0 ? count + 1 : count;
    List<String> arguments = Stream.generate(() -> expression(depth - 1)).limit(given).toList();
    return function.name() + "(" + String.join(", ", arguments) + ")";
  }

  JsonNode value() {
    return value(3);
  }

  private JsonNode value(int depth) {
    return switch (random.nextInt(depth == 0 ? 6 : 8)) {
      case 0 ->
          Values.text(one(List.of("x", "", "[field('name')]", "true", "[[x]", "[x", "disabled")));
      case 1 -> Values.text("[" + expression() + "]");
      case 2 -> Values.number(random.nextLong());
      case 3 -> Values.number(random.nextInt(5));
      case 4 -> one(List.of(Values.NULL, Values.bool(true), Values.number(1.5)));
      case 5 -> Values.text(text());
      case 6 -> array(depth - 1);
      default -> object(depth - 1);
    };
  }

  private ArrayNode array(int depth) {
    ArrayNode array = Values.array();
    for (int i = random.nextInt(4); i > 0; i--) {
      array.add(value(depth));
    }
    return array;
  }

  private ObjectNode object(int depth) {
    ObjectNode object = Values.object();
    for (int i = random.nextInt(4); i > 0; i--) {
      object.set(one(KEYS), value(depth));
    }
    return object;
  }

  /// Characters that expressions are made of, and some others, in no order.
  String text() {
    String characters = "abc()[],.' 01-*ü\uD83D\u0000";
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(40); i > 0; i--) {
      text.append(characters.charAt(random.nextInt(characters.length())));
    }
    return text.toString();
  }

  JsonNode condition() {
    return condition(DEPTH);
  }

  private JsonNode condition(int depth) {
    ObjectNode condition = Values.object();
    int kind = random.nextInt(depth == 0 ? 2 : 6);
    if (kind >= 3) {
      List<JsonNode> all = new ArrayList<>();
      for (int i = 1 + random.nextInt(3); i > 0; i--) {
        all.add(condition(depth - 1));
      }
      return kind == 5
          ? condition.set("not", all.getFirst())
          : condition.set(kind == 3 ? "allOf" : "anyOf", Values.array(all));
    }
    if (kind == 0) {
      condition.put("field", random.nextInt(8) == 0 ? text() : one(FIELDS));
    } else if (kind == 1) {
      condition.set(
          "value", random.nextInt(3) == 0 ? value(2) : Values.text("[" + expression() + "]"));
    } else {
      ObjectNode count = condition.putObject("count");
      if (random.nextBoolean()) {
        count.put("field", one(FIELDS.subList(4, 7)));
      } else {
        count.put("name", "n" + random.nextInt(100)).set("value", array(1));
      }
      count.set("where", condition(depth - 1));
    }
    if (random.nextInt(5) == 0) {
      condition.set(random.nextBoolean() ? "in" : "notIn", array(1));
    } else {
      condition.set(one(OPERATORS), expected());
    }
    return condition;
  }

  private JsonNode expected() {
    return switch (random.nextInt(5)) {
      case 0 -> Values.text("[" + expression(2) + "]");
      case 1 -> Values.number(random.nextInt(4));
      case 2 -> Values.text(text());
      case 3 -> value(1);
      default -> Values.text("true");
    };
  }

  /// The same JSON with another value at one place.
  JsonNode changed(JsonNode whole) {
    int[] left = {1 + random.nextInt(260)};
    return replaced(whole, left, value());
  }

  private static JsonNode replaced(JsonNode node, int[] left, JsonNode value) {
    if (left[0]-- == 0) {
      return value;
    }
    if (node.isObject()) {
      ObjectNode copy = Values.object();
      node.properties()
          .forEach(each -> copy.set(each.getKey(), replaced(each.getValue(), left, value)));
      return copy;
    }
    if (node.isArray()) {
      ArrayNode copy = Values.array();
      node.forEach(each -> copy.add(replaced(each, left, value)));
      return copy;
    }
    return node;
  }
}
