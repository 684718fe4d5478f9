package io.fairlead.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertPathValidatorException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// PostgreSQL and Kafka with certificates of a private authority, asked by their standard settings.
@Tag("process")
class EncryptedServersTest {
  @TempDir Path directory;

  private CertificateAuthority authority;
  private CertificateAuthority stranger;
  private ServerCertificate shown;

  @BeforeEach
  void make() {
    authority = CertificateAuthority.make(directory.resolve("authority"));
    stranger = CertificateAuthority.make(directory.resolve("stranger"));
    shown = authority.sign(directory, "server");
  }

  @Test
  void postgres_is_reached_with_tls_by_who_trusts_its_authority_alone() throws SQLException {
    try (var server =
        Postgres.start(Postgres.Settings.forTests(directory.resolve("postgres")).with(shown))) {
      Database database = server.database("fairlead");

      // When
      boolean encrypted = isEncrypted(database, authority);

      // Then
      assertThat(encrypted).isTrue();
      assertThatThrownBy(() -> isEncrypted(database, stranger))
          .isInstanceOf(SQLException.class)
          .hasRootCauseInstanceOf(CertPathValidatorException.class);
    }
  }

  @Test
  void kafka_is_reached_with_tls_and_a_password_alone() throws Exception {
    try (var broker =
        Broker.start(Broker.Settings.forTests(directory.resolve("kafka")).with(saslProperties()))) {
      // When
      try (Admin admin = Admin.create(client(broker, "right", authority))) {
        // Then
        assertThat(admin.describeCluster().nodes().get()).hasSize(1);
      }
      assertRefused(client(broker, "wrong", authority), SaslAuthenticationException.class);
      assertRefused(client(broker, "right", stranger), SslAuthenticationException.class);
    }
  }

  @Test
  void a_certificate_is_for_its_own_host_alone() throws SQLException {
    // Given
    ServerCertificate other = authority.signForHost(directory, "other", "elsewhere.example");
    try (var server =
        Postgres.start(Postgres.Settings.forTests(directory.resolve("postgres")).with(other))) {
      Database database = server.database("fairlead");

      // When, then
      assertThatThrownBy(() -> isEncrypted(database, authority))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("127.0.0.1");
    }
  }

  private static boolean isEncrypted(Database database, CertificateAuthority trusted)
      throws SQLException {
    String url = database.jdbcUrl() + "?sslmode=verify-full&sslrootcert=" + trusted.certificate();
    try (Connection connection =
            DriverManager.getConnection(url, database.user(), database.password());
        var statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery("select ssl from pg_stat_ssl where pid = pg_backend_pid()")) {
      return found.next() && found.getBoolean(1);
    }
  }

  private static void assertRefused(
      Map<String, Object> settings, Class<? extends Throwable> reason) {
    try (Admin admin = Admin.create(settings)) {
      assertThatThrownBy(() -> admin.describeCluster().nodes().get())
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(reason);
    }
  }

  private static Map<String, Object> client(
      Broker broker, String password, CertificateAuthority trusted) {
    return Map.of(
        "bootstrap.servers",
        broker.bootstrapServers(),
        "security.protocol",
        "SASL_SSL",
        "sasl.mechanism",
        "PLAIN",
        "sasl.jaas.config",
        login(password) + ";",
        "ssl.truststore.type",
        "PEM",
        "ssl.truststore.location",
        trusted.certificate().toString());
  }

  private Map<String, String> saslProperties() throws IOException {
    // Kafka has the key and its certificate in one file.
    Path store = directory.resolve("kafka.pem");
    OwnerOnly.write(store, Files.readString(shown.key()) + Files.readString(shown.certificate()));
    Map<String, String> properties = new HashMap<>();
    properties.put(
        "listener.security.protocol.map", Broker.CLIENTS + ":SASL_SSL,CONTROLLER:PLAINTEXT");
    properties.put("sasl.enabled.mechanisms", "PLAIN");
    properties.put("sasl.mechanism.inter.broker.protocol", "PLAIN");
    properties.put(
        "listener.name.clients.plain.sasl.jaas.config", login("right") + " user_hub=\"right\";");
    properties.put("ssl.keystore.type", "PEM");
    properties.put("ssl.keystore.location", store.toString());
    properties.put("ssl.truststore.type", "PEM");
    properties.put("ssl.truststore.location", authority.certificate().toString());
    return properties;
  }

  private static String login(String password) {
    return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"hub\""
        + " password=\"%s\"".formatted(password);
  }
}
