package io.fairlead.local;

import io.fairlead.embedded.Database;
import io.fairlead.embedded.Ports;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// What the services are told, by the names that they have in production too.
public final class Environment {
  private Environment() {}

  /// For the agent of a real cluster. On one machine nobody is harmed by coming back soon.
  static Map<String, String> agent(Map<String, String> variables) {
    var environment = new HashMap<>(variables);
    environment.put("QUARKUS_LOG_CATEGORY__IO_SMALLRYE_HEALTH__LEVEL", "WARN");
    environment.put("QUARKUS_LOG_CONSOLE_COLOR", "false");
    environment.put("FAIRLEAD_AGENT_SHORTEST_BACK_OFF", "200ms");
    environment.put("FAIRLEAD_AGENT_LONGEST_BACK_OFF", "5s");
    return Map.copyOf(environment);
  }

  /// For every service.
  ///
  /// @param bootstrapServers Kafka's
  /// @param keysetFile the keys that seal what is kept
  public static Map<String, String> common(String bootstrapServers, Path keysetFile) {
    return Map.of(
        // Each question while it starts would be a line.
        "QUARKUS_LOG_CATEGORY__IO_SMALLRYE_HEALTH__LEVEL",
        "WARN",
        "KAFKA_BOOTSTRAP_SERVERS",
        bootstrapServers,
        "FAIRLEAD_ENCRYPTION_KEYSET_FILE",
        keysetFile.toString(),
        "QUARKUS_HTTP_HOST",
        Ports.LOOPBACK,
        "QUARKUS_LOG_CONSOLE_COLOR",
        "false");
  }

  /// For the API, on top of what is for every service.
  static Map<String, String> api(
      Map<String, String> common, Database database, DataDirectory data) {
    var environment = new HashMap<>(common);
    environment.put("QUARKUS_DATASOURCE_USERNAME", database.user());
    environment.put("QUARKUS_DATASOURCE_PASSWORD", database.password());
    environment.put("QUARKUS_DATASOURCE_JDBC_URL", database.jdbcUrl());
    environment.put("QUARKUS_DATASOURCE_REACTIVE_URL", database.reactiveUrl());
    environment.put("FAIRLEAD_API_TOKEN_FILE", data.tokenFile().toString());
    environment.put("FAIRLEAD_API_SIGNING_KEY_FILE", data.signingKeyFile().toString());
    return Map.copyOf(environment);
  }

  /// For one service, where it listens.
  ///
  /// @param environment what else it is told
  public static Map<String, String> withPort(Map<String, String> environment, int port) {
    var with = new HashMap<>(environment);
    with.put("QUARKUS_HTTP_PORT", Integer.toString(port));
    return Map.copyOf(with);
  }
}
