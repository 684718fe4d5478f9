package io.fairlead.embedded;

/// Where the shared servers of tests come from. Each is started at most once and ends with the JVM.
sealed interface Servers permits EmbeddedServers, ContainerServers {
  /// The system property that chooses.
  String CHOICE = "fairlead.test.backend";

  /// Starts a broker and returns its bootstrap servers.
  String startBroker();

  /// Starts a database server and returns a database of it whose user may create others.
  Database startPostgres();

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
