package io.fairlead.agent.operator;

import org.jspecify.annotations.Nullable;

/// The images that operators run from.
///
/// @param flux image of fluxd with its tag
/// @param memcached image of memcached with its tag, one whose user has the id 11211
/// @param helmOperator repository of the Helm operator without a tag: that follows from the
///     configuration's chart version
/// @param pullPolicy when nodes fetch them
/// @param mirror what stands in place of the registry's host, such as `mirror.example:5000/hub`,
///     for clusters that do not reach the registries; null to take the images as they are named
public record OperatorImages(
    String flux,
    String memcached,
    String helmOperator,
    PullPolicy pullPolicy,
    @Nullable String mirror) {
  /// The last image of fluxd that its project published.
  public static final String FLUX = "docker.io/fluxcd/flux:1.25.4";

  /// A published image of memcached.
  public static final String MEMCACHED = "docker.io/library/memcached:1.6.38-alpine";

  /// Where the images of the Helm operator were published.
  public static final String HELM_OPERATOR = "docker.io/fluxcd/helm-operator";

  /// The images as their projects published them.
  public static final OperatorImages PUBLISHED =
      new OperatorImages(FLUX, MEMCACHED, HELM_OPERATOR, PullPolicy.IfNotPresent, null);

  /// The same images from elsewhere.
  ///
  /// @param mirror null for none
  public OperatorImages from(@Nullable String mirror) {
    return new OperatorImages(flux, memcached, helmOperator, pullPolicy, mirror);
  }

  String fluxImage() {
    return mirrored(flux);
  }

  String memcachedImage() {
    return mirrored(memcached);
  }

  String helmOperatorImage(String tag) {
    return mirrored(helmOperator) + ":" + tag;
  }

  /// As container engines do, takes the first part for a host when it looks like one.
  private String mirrored(String image) {
    if (mirror == null) {
      return image;
    }
    var slash = image.indexOf('/');
    var first = slash < 0 ? "" : image.substring(0, slash);
    var hosted = first.contains(".") || first.contains(":") || first.equals("localhost");
    var prefix = mirror.endsWith("/") ? mirror : mirror + "/";
    return prefix + (hosted ? image.substring(slash + 1) : image);
  }
}
