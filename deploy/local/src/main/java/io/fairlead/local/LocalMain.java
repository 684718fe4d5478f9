package io.fairlead.local;

import io.fairlead.embedded.Durability;
import io.fairlead.embedded.Ports;
import io.fairlead.embedded.StartException;
import io.fairlead.local.agent.AgentTarget;
import io.fairlead.local.fleet.SimulatedFleet;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The command behind `./fairlead up`: starts a [LocalStack], says where it is in one line on the
/// standard output, and keeps it running until it is told to stop. Everything else is said on the
/// standard error.
public final class LocalMain {
  private static final int FAILED = 1;

  /// What the command runs.
  ///
  /// @param api the API's program
  /// @param gateway the gateway's program
  /// @param engine the policy engine's program
  /// @param agent the agent's program, for a real cluster
  /// @param fleet makes the simulated clusters
  record Programs(
      ServiceProgram api,
      ServiceProgram gateway,
      ServiceProgram engine,
      ServiceProgram agent,
      Fleet.Factory fleet) {}

  private LocalMain() {}

  /// Runs until told to stop.
  ///
  /// @param arguments what [Options#parse] takes
  public static void main(String[] arguments) {
    Path home = Path.of(System.getProperty("fairlead.home", "")).toAbsolutePath();
    System.exit(run(List.of(arguments), home, builtPrograms(home)));
  }

  /// Runs until told to stop, or until it fails.
  ///
  /// @return the exit code
  static int run(List<String> arguments, Path home, Programs programs) {
    try {
      var options = Options.parse(arguments, home.resolve(".fairlead"));
      programs.api().requireBuilt();
      programs.gateway().requireBuilt();
      programs.engine().requireBuilt();
      if (options.agent() != null) {
        programs.agent().requireBuilt();
      }
      var tuning = JvmTuning.built(home, Jit.of(System.getenv(Jit.VARIABLE)));
      var stack = LocalStack.prepare(settings(options, programs, tuning), LocalMain::report);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stack), "stop"));
      return serve(stack);
    } catch (StartException e) {
      report("fairlead: " + e.reason());
      return FAILED;
    }
  }

  private static int serve(LocalStack stack) {
    try {
      stack.startAll();
    } catch (StartException e) {
      if (stack.isStopping()) {
        return FAILED;
      }
      throw e;
    }
    report("listening on " + Ports.LOOPBACK + " alone: nothing of it is reached from elsewhere");
    System.out.println(
        "ready api="
            + stack.apiUri()
            + " gateway="
            + stack.gatewayUri()
            + " token="
            + stack.tokenFile());
    report("fairlead: " + stack.failure().join());
    return FAILED;
  }

  private static void stop(LocalStack stack) {
    long start = System.nanoTime();
    report("stopping");
    stack.close();
    double seconds = Duration.ofNanos(System.nanoTime() - start).toMillis() / 1_000.0;
    report(String.format(Locale.ROOT, "stopped after %.1f s", seconds));
  }

  private static Programs builtPrograms(Path home) {
    return new Programs(
        ServiceProgram.built(home, ServiceProgram.API),
        ServiceProgram.built(home, ServiceProgram.GATEWAY),
        ServiceProgram.built(home, ServiceProgram.ENGINE),
        ServiceProgram.built(home, ServiceProgram.AGENT),
        SimulatedFleet::start);
  }

  private static LocalStack.Settings settings(
      Options options, Programs programs, JvmTuning tuning) {
    return new LocalStack.Settings(
        options.data(),
        options.port(),
        Ports.ANY,
        Durability.PRODUCTION,
        api(options, programs),
        programs.gateway(),
        programs.engine(),
        options.clusters(),
        programs.fleet(),
        agent(options, programs),
        tuning);
  }

  private static ServiceProgram api(Options options, Programs programs) {
    Path secrets = options.secrets();
    return secrets == null
        ? programs.api()
        : programs.api().with("fairlead.store.secrets-dir", secrets);
  }

  private static LocalStack.@Nullable RealAgent agent(Options options, Programs programs) {
    AgentTarget target = options.agent();
    return target == null ? null : new LocalStack.RealAgent(programs.agent(), target);
  }

  private static void report(String line) {
    System.err.println(line);
  }
}
