package io.fairlead.policy.language.template;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.policy.language.function.ResourceIdFunctions;
import io.fairlead.policy.language.problem.EvaluationException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Writes the ids of a template's resources from their types, names and scopes.
final class ResourceNames {
  private ResourceNames() {}

  /// The id. A type and a name have their parts in pairs, `A.B/c/d` and `NAME/NAME`; an
  /// extension names what it extends in its scope, or in both: `A.B/c/providers/d` and
  /// `NAME/C.D/NAME`.
  ///
  /// @param scope an id or, from the target on, a type with its names in between; null for none
  static ResourceId id(Target target, String type, String name, @Nullable String scope) {
    String own =
        "/providers/"
            + ResourceIdFunctions.interleaved("the name", type, Arrays.asList(name.split("/", -1)));
    String id = base(target, scope) + own;
    try {
      return ResourceId.parse(id);
    } catch (IllegalArgumentException e) {
      throw new EvaluationException(
          "expected a cluster or what extends one, in a resource group, found " + id);
    }
  }

  private static String base(Target target, @Nullable String scope) {
    if (scope == null) {
      return target.id();
    }
    String trimmed = scope.endsWith("/") ? scope.substring(0, scope.length() - 1) : scope;
    return trimmed.startsWith("/") ? trimmed : target.id() + "/providers/" + trimmed;
  }
}
