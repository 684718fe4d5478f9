package io.fairlead.agent.object;

import java.util.List;

/// A kind of objects as the API addresses it.
public interface ApiKind {
  /// The end of the groups of Flux v2.
  String FLUX = ".toolkit.fluxcd.io";

  /// The kind's name, as in `kind`.
  String name();

  /// The API group; empty for the core group.
  String group();

  /// The name in paths of the API.
  String plural();

  boolean isNamespaced();

  /// The versions of the group whose fields are known here, the best one first. Which of them a
  /// cluster serves has to be asked there.
  List<String> versions();

  /// Whether Flux v2 has to be installed for this kind to exist.
  default boolean isOfFlux() {
    return group().endsWith(FLUX);
  }

  /// The value of `apiVersion` of an object of this kind in that version.
  default String apiVersion(String version) {
    return group().isEmpty() ? version : group() + "/" + version;
  }
}
