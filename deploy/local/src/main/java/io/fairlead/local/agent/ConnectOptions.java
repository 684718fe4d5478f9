package io.fairlead.local.agent;

import io.fairlead.embedded.StartException;
import io.fairlead.local.Arguments;
import io.fairlead.local.DataDirectory;
import io.fairlead.local.ServiceProgram;
import io.fairlead.session.net.GatewayAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the command line of `agent connect` asked for.
///
/// @param target the cluster
/// @param api the API's root
/// @param tokenFile the API's bearer token
/// @param gateway where the agent finds the gateway
/// @param way how the agent is run
/// @param helmArguments given to Helm as they are
record ConnectOptions(
    AgentTarget target,
    URI api,
    Path tokenFile,
    GatewayAddress gateway,
    Way way,
    List<String> helmArguments) {
  static final String USAGE =
      TargetOptions.USAGE
          + ", --api URL, --token FILE, --gateway URL, --gateway-ca FILE, --insecure-transport,"
          + " --data DIR, --run, --install helm|none, -- HELM-ARGUMENTS";

  /// How the agent is run.
  enum Way {
    /// As a process beside this one.
    PROCESS,
    /// In the cluster, by Helm.
    HELM,
    /// Not at all: somebody else does.
    NONE
  }

  /// What was given besides the cluster. Filled word by word.
  private static final class Given {
    private @Nullable URI api;
    private @Nullable Path token;
    private @Nullable URI gateway;
    private @Nullable Path authority;
    private boolean insecure;
    private @Nullable Way way;
    private Path data;
    private List<String> helmArguments = List.of();

    private Given(Path data) {
      this.data = data;
    }
  }

  /// Reads the words after `agent connect`.
  ///
  /// @param defaultData the data directory of `./fairlead up`, which knows what is not given
  /// @param helmIsThere whether there is a Helm on the path
  /// @throws StartException when an argument is unknown or missing, or has a value that is not
  ///     allowed
  static ConnectOptions parse(List<String> arguments, Path defaultData, boolean helmIsThere) {
    var target = new TargetOptions();
    var given = new Given(defaultData.toAbsolutePath().normalize());
    var rest = new Arguments(arguments);
    while (rest.hasNext()) {
      String option = rest.next();
      if (!target.take(option, rest)) {
        take(given, option, rest);
      }
    }
    AgentTarget cluster = target.named();
    Way way = Optional.ofNullable(given.way).orElse(helmIsThere ? Way.HELM : Way.PROCESS);
    if (way == Way.HELM && !helmIsThere) {
      throw new StartException("--install helm: there is no helm on PATH; allowed: --run");
    }
    if (way != Way.HELM && !given.helmArguments.isEmpty()) {
      throw new StartException("-- HELM-ARGUMENTS: allowed with --install helm alone");
    }
    if (given.api != null && (given.token == null || given.gateway == null)) {
      throw new StartException(
          (given.token == null ? "--token" : "--gateway") + " is needed beside --api");
    }
    var up = new DataDirectory(given.data);
    return new ConnectOptions(
        cluster,
        given.api != null ? given.api : remembered(up, "--api", ServiceProgram.API),
        readable("--token", given.token != null ? given.token : up.tokenFile()),
        gateway(given, up, way),
        way,
        given.helmArguments);
  }

  private static void take(Given given, String option, Arguments rest) {
    switch (option) {
      case "--api" -> given.api = address(option, rest.value(option));
      case "--token" -> given.token = rest.path(option);
      case "--gateway" -> given.gateway = address(option, rest.value(option));
      case "--gateway-ca" -> given.authority = readable(option, rest.path(option));
      case "--insecure-transport" -> given.insecure = true;
      case "--data" -> given.data = rest.path(option);
      case "--run" -> given.way = way(given, option, Way.PROCESS);
      case "--install" -> given.way = way(given, option, installed(rest.value(option)));
      case "--" -> given.helmArguments = rest.remaining();
      default -> throw new StartException("unknown option " + option + "; allowed: " + USAGE);
    }
  }

  private static Way way(Given given, String option, Way way) {
    if (given.way != null && given.way != way) {
      throw new StartException(option + ": allowed is one of --run and --install");
    }
    return way;
  }

  private static Way installed(String how) {
    return switch (how) {
      case "helm" -> Way.HELM;
      case "none" -> Way.NONE;
      default -> throw new StartException("--install " + how + ": must be helm or none");
    };
  }

  private static GatewayAddress gateway(Given given, DataDirectory up, Way way) {
    URI root =
        given.gateway != null ? given.gateway : remembered(up, "--gateway", ServiceProgram.GATEWAY);
    try {
      var address = new GatewayAddress(root, given.authority, given.insecure, null);
      if (way == Way.HELM && isOfThisMachine(root)) {
        throw new StartException(
            "--gateway "
                + root
                + ": an agent inside the cluster does not reach this machine's loopback; name an"
                + " address that it reaches, or use --run");
      }
      return address;
    } catch (IllegalArgumentException e) {
      throw new StartException("--gateway " + root + ": " + e.getMessage(), e);
    }
  }

  private static boolean isOfThisMachine(URI root) {
    return root.getHost().matches("(?i)localhost|127(\\.\\d+){3}|\\[::1]");
  }

  private static URI remembered(DataDirectory up, String option, String part) {
    return up.lastAddress(part)
        .orElseThrow(
            () ->
                new StartException(
                    option
                        + " is needed: no ./fairlead up has run with the data directory "
                        + up.root()));
  }

  private static URI address(String option, String text) {
    try {
      URI address = new URI(text);
      if (address.getHost() != null && address.getScheme() != null) {
        return address;
      }
    } catch (URISyntaxException e) {
      throw new StartException(option + " " + text + ": is no URL: " + e.getReason(), e);
    }
    throw new StartException(option + " " + text + ": must be SCHEME://HOST[:PORT]");
  }

  private static Path readable(String option, Path file) {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new StartException(option + " " + file + ": must be a file that can be read");
    }
    return file;
  }
}
