package io.fairlead.policy.language;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.policy.language.resource.ResourceView;
import org.jspecify.annotations.Nullable;

/// Which resources an effect asks for, for one resource.
///
/// @param origin the resource that the rule matched
/// @param type of the related resources
/// @param name of the only one; null for any, `?` as its last segment for any of that parent
/// @param kind null for any
/// @param group where those are looked for that do not extend the origin; null for its whole
/// subscription
public record RelatedResources(
    ResourceId origin,
    String type,
    @Nullable String name,
    @Nullable String kind,
    @Nullable String group) {
  private static final String ANY = "?";

  /// Whether a resource is one of them. What extends a resource is related to that one alone.
  public boolean include(ResourceView candidate) {
    ResourceId id = candidate.id();
    return id.type().equalsIgnoreCase(type)
        && (id.isExtension() ? id.cluster().equals(origin.cluster()) : isInScope(id))
        && isNamed(id)
        && (kind == null || candidate.isOfKind(kind));
  }

  private boolean isInScope(ResourceId id) {
    return id.subscriptionId().equalsIgnoreCase(origin.subscriptionId())
        && (group == null || id.resourceGroup().equalsIgnoreCase(group));
  }

  private boolean isNamed(ResourceId id) {
    if (name == null) {
      return true;
    }
    String last = name.substring(name.lastIndexOf('/') + 1);
    return last.equals(ANY) || last.equalsIgnoreCase(id.name());
  }
}
