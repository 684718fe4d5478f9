package io.fairlead.local;

import java.nio.file.Path;
import java.util.List;

/// Which program a service is.
///
/// @param name its name
/// @param javaArguments what to tell `java` after its flags: `-jar FILE`, or a class path and a
///     main class
public record ServiceProgram(String name, List<String> javaArguments) {
  /// The HTTP API.
  public static final String API = "config-api";

  /// The gateway that agents connect to.
  public static final String GATEWAY = "agent-gateway";

  /// Copies the arguments.
  public ServiceProgram {
    javaArguments = List.copyOf(javaArguments);
  }

  /// A service as the build leaves it.
  ///
  /// @param home the project's root folder
  static ServiceProgram built(Path home, String name) {
    Path jar = home.resolve(name).resolve("target/quarkus-app/quarkus-run.jar");
    return new ServiceProgram(name, List.of("-jar", jar.toString()));
  }
}
