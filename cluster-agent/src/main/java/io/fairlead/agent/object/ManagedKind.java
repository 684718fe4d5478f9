package io.fairlead.agent.object;

import java.util.List;

/// The kinds of objects that the agent makes in its cluster, a closed set: each is watched once.
///
/// The constant's name is the kind's name in the API.
public enum ManagedKind implements ApiKind {
  ServiceAccount("", "serviceaccounts", true, "v1"),
  Secret("", "secrets", true, "v1"),
  Service("", "services", true, "v1"),
  Deployment("apps", "deployments", true, "v1"),
  Role("rbac.authorization.k8s.io", "roles", true, "v1"),
  RoleBinding("rbac.authorization.k8s.io", "rolebindings", true, "v1"),
  ClusterRole("rbac.authorization.k8s.io", "clusterroles", false, "v1"),
  ClusterRoleBinding("rbac.authorization.k8s.io", "clusterrolebindings", false, "v1"),
  GitRepository("source.toolkit.fluxcd.io", "gitrepositories", true, "v1", "v1beta2", "v1beta1"),
  Bucket("source.toolkit.fluxcd.io", "buckets", true, "v1", "v1beta2", "v1beta1"),
  OCIRepository("source.toolkit.fluxcd.io", "ocirepositories", true, "v1", "v1beta2"),
  Kustomization("kustomize.toolkit.fluxcd.io", "kustomizations", true, "v1", "v1beta2", "v1beta1");

  private final String group;
  private final String plural;
  private final boolean namespaced;
  private final List<String> versions;

  ManagedKind(String group, String plural, boolean namespaced, String... versions) {
    this.group = group;
    this.plural = plural;
    this.namespaced = namespaced;
    this.versions = List.of(versions);
  }

  @Override
  public String group() {
    return group;
  }

  @Override
  public String plural() {
    return plural;
  }

  @Override
  public boolean isNamespaced() {
    return namespaced;
  }

  @Override
  public List<String> versions() {
    return versions;
  }
}
