package io.fairlead.agent.object;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The kinds of Flux v2 of which the API lists objects, whoever made them, a closed set.
///
/// The constant's name is the kind's name in the API.
public enum FluxKind implements ApiKind {
  GitRepository("source", "gitrepositories", "v1", "v1beta2", "v1beta1"),
  OCIRepository("source", "ocirepositories", "v1", "v1beta2"),
  Bucket("source", "buckets", "v1", "v1beta2", "v1beta1"),
  Kustomization("kustomize", "kustomizations", "v1", "v1beta2", "v1beta1"),
  HelmRepository("source", "helmrepositories", "v1", "v1beta2", "v1beta1"),
  HelmChart("source", "helmcharts", "v1", "v1beta2", "v1beta1"),
  HelmRelease("helm", "helmreleases", "v2", "v2beta2", "v2beta1");

  private final String area;
  private final String plural;
  private final List<String> versions;

  FluxKind(String area, String plural, String... versions) {
    this.area = area;
    this.plural = plural;
    this.versions = List.of(versions);
  }

  /// The kind of that name; empty for others.
  public static Optional<FluxKind> named(String name) {
    return Arrays.stream(values()).filter(kind -> kind.name().equals(name)).findFirst();
  }

  @Override
  public String group() {
    return area + FLUX;
  }

  @Override
  public String plural() {
    return plural;
  }

  @Override
  public boolean isNamespaced() {
    return true;
  }

  @Override
  public List<String> versions() {
    return versions;
  }

  /// The controller of Flux that works on objects of this kind, such as `kustomize-controller`.
  public String controller() {
    return area + "-controller";
  }
}
