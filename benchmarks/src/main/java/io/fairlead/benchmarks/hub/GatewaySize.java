package io.fairlead.benchmarks.hub;

import io.fairlead.local.Jit;
import io.fairlead.local.ServiceProgram;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// What an operator gives the gateway for a fleet of a size: memory, and a turnstile that lets
/// agents in as fast as the machine can take them. Such a gateway also has the whole compiler, as
/// it has in its image. All else is as it ships.
///
/// @param heapMegabytes the most heap; half of it decides how many sessions it takes
/// @param sessionsPerSecond the gateway's `attempts-per-second`
/// @param burst the gateway's `attempts-burst`
public record GatewaySize(int heapMegabytes, int sessionsPerSecond, int burst) {
  /// As everything is by itself on one machine.
  public static final GatewaySize SHIPPED = new GatewaySize(512, 200, 400);

  ServiceProgram program(Path home) {
    ServiceProgram shipped = ServiceProgram.built(home, ServiceProgram.GATEWAY);
    if (equals(SHIPPED)) {
      return shipped;
    }
    List<String> arguments = new ArrayList<>(jvmArguments());
    arguments.addAll(shipped.javaArguments());
    return new ServiceProgram(shipped.name(), arguments)
        .with("fairlead.gateway.attempts-per-second", sessionsPerSecond)
        .with("fairlead.gateway.attempts-burst", burst);
  }

  /// What its JVM is told beside the flags of a shipped one.
  public List<String> jvmArguments() {
    return equals(SHIPPED)
        ? List.of()
        : Stream.concat(Stream.of("-Xmx%dm".formatted(heapMegabytes)), Jit.FULL.flags().stream())
            .toList();
  }

  /// In a few words, for a person.
  public String words() {
    return "gateway with %,d MiB of heap and the whole compiler that lets in %,d a second after a burst of %,d"
        .formatted(heapMegabytes, sessionsPerSecond, burst);
  }
}
