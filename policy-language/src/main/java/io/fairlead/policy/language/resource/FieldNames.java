package io.fairlead.policy.language.resource;

import io.fairlead.policy.language.problem.EvaluationException;
import io.fairlead.policy.language.resource.Aliases.KnownType;
import io.fairlead.policy.language.resource.FieldSelector.Alias;
import io.fairlead.policy.language.resource.FieldSelector.Identity;
import io.fairlead.policy.language.resource.FieldSelector.Standard;
import io.fairlead.policy.language.resource.FieldSelector.Tag;
import io.fairlead.policy.language.value.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Reads the names of fields.
public final class FieldNames {
  private static final int MAX_LENGTH = 1024;
  private static final String EACH = "[*]";

  private FieldNames() {}

  /// Reads the name of a field.
  ///
  /// @param scope the counts around the place where the name stands
  /// @throws EvaluationException when there is no such field
  public static FieldSelector parse(String name, CountScope scope) {
    if (name.length() > MAX_LENGTH) {
      throw new EvaluationException(
          "the name of a field has at most " + MAX_LENGTH + " characters");
    }
    String key = name.toLowerCase(Locale.ROOT);
    return switch (key) {
      case "name" -> Standard.NAME;
      case "fullname" -> Standard.FULL_NAME;
      case "type" -> Standard.TYPE;
      case "location" -> Standard.LOCATION;
      case "id" -> Standard.ID;
      case "kind" -> Standard.KIND;
      case "tags" -> Standard.TAGS;
      default -> {
        if (key.startsWith("tags.") || key.startsWith("tags[")) {
          yield new Tag(tagName(name));
        }
        if (key.startsWith("identity.")) {
          yield identity(name);
        }
        if (key.indexOf('/') > 0) {
          yield scope.bind(alias(name));
        }
        throw unknown(name);
      }
    };
  }

  private static EvaluationException unknown(String name) {
    return new EvaluationException(
        "expected the name of a field (name, fullName, kind, type, location, id, identity.…, tags,"
            + " tags['…'] or an alias such as Microsoft.Kubernetes/connectedClusters/distribution),"
            + " found "
            + Values.describe(Values.text(name)));
  }

  private static String tagName(String name) {
    String rest = name.substring("tags".length());
    String tag;
    if (rest.startsWith(".")) {
      tag = rest.substring(1);
    } else if (rest.endsWith("]")) {
      tag = unquoted(rest.substring(1, rest.length() - 1));
    } else {
      throw new EvaluationException(
          "expected ']' at the end of " + Values.describe(Values.text(name)));
    }
    if (tag.isEmpty()) {
      throw new EvaluationException("expected the name of a tag after 'tags'");
    }
    return tag;
  }

  /// `tags['name']`, `tags[name]` and, for a name in apostrophes itself, `tags['''name''']`.
  private static String unquoted(String tag) {
    return tag.length() >= 2 && tag.startsWith("'") && tag.endsWith("'")
        ? tag.substring(1, tag.length() - 1).replace("''", "'")
        : tag;
  }

  private static Identity identity(String name) {
    List<Step> steps = steps(name, name);
    if (!steps.stream().allMatch(Step.Property.class::isInstance)) {
      throw new EvaluationException("expected no [*] in an identity, which has no arrays");
    }
    return new Identity(steps);
  }

  private static Alias alias(String name) {
    KnownType known = Aliases.typeOf(name);
    if (known != null) {
      String path = name.substring(known.name().length() + 1);
      String written = known.renamed().getOrDefault(path.toLowerCase(Locale.ROOT), path);
      List<Step> steps = new ArrayList<>(steps(written, name));
      if (!(steps.getFirst() instanceof Step.Property(String first)
          && known.beside().contains(first.toLowerCase(Locale.ROOT)))) {
        steps.addFirst(new Step.Property("properties"));
      }
      return new Alias(known.key(), steps);
    }
    // Of a type that no resource has here: what follows the last slash is taken for the path.
    int slash = name.lastIndexOf('/');
    int cut = name.indexOf('/') == slash ? name.indexOf('.', slash) : slash;
    if (name.indexOf('.') > name.indexOf('/') || name.indexOf('.') <= 0 || cut < 0) {
      throw unknown(name);
    }
    List<Step> steps = new ArrayList<>(steps(name.substring(cut + 1), name));
    steps.addFirst(new Step.Property("properties"));
    return new Alias(name.substring(0, cut).toLowerCase(Locale.ROOT), steps);
  }

  private static List<Step> steps(String path, String name) {
    List<Step> steps = new ArrayList<>();
    for (String part : path.split("\\.", -1)) {
      String property = part;
      int depth = 0;
      while (property.endsWith(EACH)) {
        property = property.substring(0, property.length() - EACH.length());
        depth++;
      }
      if (property.isEmpty() || property.indexOf('[') >= 0 || property.indexOf(']') >= 0) {
        throw new EvaluationException(
            "expected names with dots between them, each followed by [*] where it is an array,"
                + " found "
                + Values.describe(Values.text(name)));
      }
      steps.add(new Step.Property(property));
      for (int i = 0; i < depth; i++) {
        steps.add(new Step.Each(Step.Each.ALL));
      }
    }
    return steps;
  }
}
