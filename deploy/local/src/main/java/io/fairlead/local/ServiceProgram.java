package io.fairlead.local;

import io.fairlead.embedded.JavaCommand;
import io.fairlead.embedded.StartException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

  /// What decides what policies want.
  public static final String ENGINE = "policy-engine";

  /// The agent in a cluster.
  public static final String AGENT = "cluster-agent";

  /// Small and quick to start rather than fast in the long run: several JVMs share a small machine.
  private static final List<String> JVM_FLAGS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:+UseCompactObjectHeaders",
          "-XX:TieredStopAtLevel=1",
          "-XX:+ExitOnOutOfMemoryError",
          "-Djava.awt.headless=true",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  /// New objects get room at once: with a heap that begins small, a burst of work right after the
  /// start costs a collection every few milliseconds.
  private static final List<String> HEAP = List.of("-Xms160m", "-Xmn96m", "-Xmx512m");

  /// What it has on the box at the edge too, by the agent's chart: little memory before speed.
  private static final List<String> AGENT_MEMORY =
      List.of(
          "-Xms8m",
          "-Xmx40m",
          "-XX:MaxNewSize=2m",
          "-XX:MinHeapFreeRatio=5",
          "-XX:MaxHeapFreeRatio=10",
          "-XX:-ShrinkHeapInSteps",
          "-XX:CompileThresholdScaling=40",
          "-XX:TrimNativeHeapInterval=30000",
          "-XX:MaxDirectMemorySize=12m",
          "-XX:ReservedCodeCacheSize=24m",
          "-Xss512k");

  /// Copies the arguments.
  public ServiceProgram {
    javaArguments = List.copyOf(javaArguments);
  }

  /// A service as the build leaves it.
  ///
  /// @param home the project's root folder
  public static ServiceProgram built(Path home, String name) {
    Path jar = home.resolve(name).resolve("target/quarkus-app/quarkus-run.jar");
    return new ServiceProgram(name, List.of("-jar", jar.toString()));
  }

  /// The same, told the value of a setting.
  public ServiceProgram with(String setting, Object value) {
    return told(List.of("-D" + setting + "=" + value));
  }

  /// The same, its JVM compiling that far whatever the usual flags say.
  public ServiceProgram compiled(Jit jit) {
    return told(jit.flags());
  }

  /// The same, its JVM told these flags too, which override the usual ones.
  ServiceProgram told(List<String> flags) {
    var arguments = new ArrayList<>(flags);
    arguments.addAll(javaArguments);
    return new ServiceProgram(name, arguments);
  }

  /// Refuses a service that the build has not left yet.
  ///
  /// @throws StartException when its file is missing
  public void requireBuilt() {
    jar()
        .filter(Files::notExists)
        .ifPresent(
            missing -> {
              throw new StartException(
                  name + " is not built: no " + missing + "; run ./fairlead build");
            });
  }

  /// The jar that it is started from; empty where it has a class path.
  Optional<Path> jar() {
    int flag = javaArguments.indexOf("-jar");
    return flag < 0 ? Optional.empty() : Optional.of(Path.of(javaArguments.get(flag + 1)));
  }

  /// What its JVM is told of memory, compiling and collecting.
  public List<String> jvmFlags() {
    var flags = new ArrayList<>(name.equals(AGENT) ? AGENT_MEMORY : HEAP);
    flags.addAll(JVM_FLAGS);
    return List.copyOf(flags);
  }

  /// The program and its arguments. It ignores a Ctrl-C in the terminal: whoever starts it stops
  /// it.
  public List<String> command() {
    var command = new ArrayList<>(JavaCommand.withoutInterrupts());
    command.addAll(jvmFlags());
    command.addAll(javaArguments);
    return List.copyOf(command);
  }
}
