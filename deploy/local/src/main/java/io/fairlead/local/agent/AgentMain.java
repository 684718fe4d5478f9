package io.fairlead.local.agent;

import io.fairlead.embedded.Ports;
import io.fairlead.embedded.StartException;
import io.fairlead.local.Progress;
import io.fairlead.local.ServiceProgram;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/// The command behind `./fairlead agent connect`: enrols a real cluster and runs its agent, beside
/// it or inside it. Everything is said on the standard error, but for what Helm says.
public final class AgentMain {
  private static final int FAILED = 1;
  private static final int USUAL_PORT = 8082;

  /// What the command runs.
  ///
  /// @param agent the agent's program
  /// @param chart the folder of the agent's chart
  /// @param path where to look for Helm, as in `PATH`
  record Programs(ServiceProgram agent, Path chart, String path) {}

  private AgentMain() {}

  /// Runs until the agent ends or is told to, or Helm is done.
  ///
  /// @param arguments `connect` and what [ConnectOptions] takes
  public static void main(String[] arguments) throws InterruptedException {
    Path home = Path.of(System.getProperty("fairlead.home", "")).toAbsolutePath();
    var programs =
        new Programs(
            ServiceProgram.built(home, ServiceProgram.AGENT),
            home.resolve("deploy/helm/cluster-agent"),
            Optional.ofNullable(System.getenv("PATH")).orElse(""));
    System.exit(run(List.of(arguments), home, programs, System.err::println));
  }

  /// Does what was asked for.
  ///
  /// @return the exit code
  static int run(List<String> arguments, Path home, Programs programs, Progress progress)
      throws InterruptedException {
    try {
      if (arguments.isEmpty() || !arguments.getFirst().equals("connect")) {
        throw new StartException("agent needs a verb; allowed: connect");
      }
      var options =
          ConnectOptions.parse(
              arguments.subList(1, arguments.size()),
              home.resolve(".fairlead"),
              HelmRelease.find(programs.path()).isPresent());
      return connect(options, programs, progress);
    } catch (StartException e) {
      progress.say("fairlead: " + e.reason());
      return FAILED;
    }
  }

  private static int connect(ConnectOptions options, Programs programs, Progress progress)
      throws InterruptedException {
    if (options.way() == ConnectOptions.Way.PROCESS) {
      programs.agent().requireBuilt();
    }
    try (PrivateDirectory directory = PrivateDirectory.make()) {
      Path keyFile = directory.path().resolve("key.pem");
      new Enrolment(options.api(), options.tokenFile(), progress).enrol(options.target(), keyFile);
      return switch (options.way()) {
        case PROCESS -> runBeside(options, programs.agent(), directory, keyFile, progress);
        case HELM -> install(options, programs, progress);
        case NONE -> 0;
      };
    }
  }

  private static int install(ConnectOptions options, Programs programs, Progress progress)
      throws InterruptedException {
    Path helm = HelmRelease.find(programs.path()).orElseThrow();
    var release = new HelmRelease(programs.chart(), options, helm);
    progress.say(release.commandLine());
    return release.install();
  }

  private static int runBeside(
      ConnectOptions options,
      ServiceProgram program,
      PrivateDirectory directory,
      Path keyFile,
      Progress progress)
      throws InterruptedException {
    int port = Ports.isFree(USUAL_PORT) ? USUAL_PORT : Ports.free();
    var environment =
        new HashMap<>(AgentVariables.of(options.target(), keyFile, options.gateway()));
    environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
    try (ForegroundAgent agent = ForegroundAgent.start(program, environment, directory.path())) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(agent, directory), "stop"));
      progress.say(
          "running the agent; health: http://%s:%d/q/health; Ctrl-C stops it"
              .formatted(Ports.LOOPBACK, port));
      return agent.await();
    }
  }

  private static void stop(ForegroundAgent agent, PrivateDirectory directory) {
    agent.close();
    directory.close();
  }
}
