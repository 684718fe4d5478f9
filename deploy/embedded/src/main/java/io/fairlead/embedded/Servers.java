package io.fairlead.embedded;

/// Where the shared servers of tests come from.
sealed interface Servers permits EmbeddedServers, ContainerServers {
  /// The system property that chooses.
  String CHOICE = "fairlead.test.backend";

  String bootstrapServers();

  /// Makes an empty database.
  ///
  /// @param name not used before in this JVM
  Database newDatabase(String name);

  static Servers chosen() {
    return switch (System.getProperty(CHOICE, "embedded")) {
      case "embedded" -> new EmbeddedServers();
      case "containers" -> new ContainerServers();
      case String other ->
          throw new IllegalArgumentException(
              CHOICE + "=" + other + " is not one of: embedded, containers");
    };
  }
}
