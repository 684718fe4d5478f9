package io.fairlead.policy.language.template;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/// A resource to write, with what must be written before it.
///
/// @param names what others may call it in their `dependsOn`, in lower case
/// @param dependsOn ids or names
record Planned(DeployedResource resource, Set<String> names, List<String> dependsOn) {
  /// Whether a `dependsOn` means this: by id, by the end of an id, or by name.
  boolean isMeantBy(String dependency) {
    String key = dependency.toLowerCase(Locale.ROOT);
    return names.contains(key) || resource.id().key().endsWith("/providers/" + key);
  }
}
