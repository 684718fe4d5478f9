package io.fairlead.agent.object;

import org.jspecify.annotations.Nullable;

/// Which object of the cluster.
///
/// @param namespace null for objects of the whole cluster
public record ObjectRef(ManagedKind kind, @Nullable String namespace, String name) {
  /// @throws IllegalArgumentException when the namespace does not fit the kind
  public ObjectRef {
    if (kind.isNamespaced() != (namespace != null)) {
      throw new IllegalArgumentException(kind + " " + name + " in namespace " + namespace);
    }
  }

  /// For people: `Kustomization apps/web-base`.
  @Override
  public String toString() {
    return kind + " " + (namespace == null ? "" : namespace + "/") + name;
  }
}
