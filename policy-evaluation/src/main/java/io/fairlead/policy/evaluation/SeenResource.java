package io.fairlead.policy.evaluation;

import io.fairlead.policy.evaluation.assignment.ScopedResource;
import io.fairlead.policy.language.resource.ResourceView;

/// A resource as policies see it.
///
/// @param view as rules see it
/// @param scoped as scopes and selectors see it
record SeenResource(ResourceView view, ScopedResource scoped) {
  static SeenResource of(ResourceView view) {
    return new SeenResource(view, ScopedResource.of(view.id(), view.top("location").asText("")));
  }

  /// A resource that extends this one. Such a one has no location.
  SeenResource extendedBy(ResourceView extension) {
    return new SeenResource(extension, scoped.extendedBy(extension.type()));
  }

  boolean isCluster() {
    return !view.id().isExtension();
  }
}
