package io.fairlead.listener;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/// Judges a service's settings before the framework starts with them, so that what is wrong is one
/// clear line that names the setting, and not a stack trace or a handshake that fails later.
public final class StartCheck {
  private static final int REFUSED = 1;

  private StartCheck() {}

  /// Ends the process with code 1 when this service must not start: credentials would be taken over
  /// the network without TLS, or a certificate or key cannot be used.
  ///
  /// @param permission the setting by which an operator allows a listener without TLS beyond this
  ///     machine, such as `fairlead.api.insecure-transport`
  public static void ofCredentials(String permission) {
    check(Optional.of(permission), List.of());
  }

  /// The same for a service that serves health and metrics alone: anybody may read those, so that
  /// it may listen without TLS anywhere.
  ///
  /// @param trusted further settings, each of which may name a file of certificates (PEM) to trust
  public static void ofHealth(String... trusted) {
    check(Optional.empty(), List.of(trusted));
  }

  /// What keeps a service from starting, for people.
  ///
  /// @param settings all of it, by name
  /// @param permission as above; empty where no credentials are taken
  static List<String> problems(Map<String, String> settings, Optional<String> permission) {
    List<String> problems = new ArrayList<>(TlsFiles.problems(settings));
    Exposure exposure = Exposure.of(settings);
    permission
        .filter(_ -> exposure.isInsecure())
        .filter(name -> !Boolean.parseBoolean(settings.getOrDefault(name, "false")))
        .map(name -> insecure(exposure, name))
        .ifPresent(problems::add);
    return problems;
  }

  private static String insecure(Exposure exposure, String permission) {
    String remedy =
        exposure.isTlsOpen()
            ? "close the port without TLS with " + Exposure.INSECURE_REQUESTS + "=disabled"
            : "give it a certificate (quarkus.tls.key-store.pem.0.cert and .key) and set "
                + Exposure.INSECURE_REQUESTS
                + "=disabled";
    return ("%s=%s: tokens would be taken over the network without TLS; %s, listen on 127.0.0.1,"
            + " or set %s=true where the network itself protects what is said")
        .formatted(Exposure.HOST, exposure.host(), remedy, permission);
  }

  private static void check(Optional<String> permission, List<String> trusted) {
    Config config = ConfigProvider.getConfig();
    List<String> problems = new ArrayList<>(problems(settings(config, permission), permission));
    trusted.forEach(
        name ->
            config
                .getOptionalValue(name, String.class)
                .ifPresent(file -> problems.addAll(TlsFiles.problemsOfTrusted(name, file))));
    if (!problems.isEmpty()) {
      // Before the framework there is no log.
      problems.forEach(problem -> System.err.println("refused to start: " + problem));
      System.exit(REFUSED);
    }
  }

  /// @param permission taken along, when there is one
  static Map<String, String> settings(Config config, Optional<String> permission) {
    Stream<String> tls =
        StreamSupport.stream(config.getPropertyNames().spliterator(), false)
            .filter(TlsFiles::isTls);
    Stream<String> asked =
        Stream.concat(Stream.of(Exposure.HOST, Exposure.INSECURE_REQUESTS), permission.stream());
    Map<String, String> settings = new TreeMap<>();
    Stream.concat(tls, asked)
        .forEach(
            name ->
                config
                    .getOptionalValue(name, String.class)
                    .ifPresent(value -> settings.put(name, value)));
    return settings;
  }
}
