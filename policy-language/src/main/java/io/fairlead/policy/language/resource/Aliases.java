package io.fairlead.policy.language.resource;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The resource types whose aliases are known here, and what is special about them. An alias is
/// the type, a slash and a path; the path begins at `properties`, but for what a type has
/// beside them.
final class Aliases {
  /// @param name as Azure writes it
  /// @param beside properties of the resource itself, in lower case
  /// @param renamed what an alias calls a property, in lower case and from `properties` on, and
  /// how the resource writes it
  record KnownType(String name, Set<String> beside, Map<String, String> renamed) {
    String key() {
      return name.toLowerCase(Locale.ROOT);
    }
  }

  private static final List<KnownType> KNOWN =
      List.of(
          new KnownType(
              "Microsoft.Kubernetes/connectedClusters",
              Set.of("identity", "kind", "systemdata"),
              Map.of()),
          new KnownType(
              "Microsoft.ContainerService/managedClusters",
              Set.of("identity", "sku", "extendedlocation", "kind", "systemdata"),
              Map.of()),
          // The alias keeps the name that the property had in 2021-11-01-preview; the built-in
          // definitions for HTTPS still use it.
          new KnownType(
              "Microsoft.KubernetesConfiguration/fluxConfigurations",
              Set.of("systemdata"),
              Map.of("gitrepository.httpscafile", "gitRepository.httpsCACert")),
          new KnownType(
              "Microsoft.KubernetesConfiguration/sourceControlConfigurations",
              Set.of("systemdata"),
              Map.of()),
          new KnownType(
              "Microsoft.KubernetesConfiguration/extensions",
              Set.of("identity", "plan", "systemdata"),
              Map.of()));

  private Aliases() {}

  /// The known type that an alias begins with; null for aliases of other types.
  static @Nullable KnownType typeOf(String alias) {
    for (KnownType type : KNOWN) {
      int length = type.name().length();
      if (alias.length() > length
          && alias.charAt(length) == '/'
          && alias.regionMatches(true, 0, type.name(), 0, length)) {
        return type;
      }
    }
    return null;
  }
}
