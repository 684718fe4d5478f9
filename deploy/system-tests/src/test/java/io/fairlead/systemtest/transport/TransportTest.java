package io.fairlead.systemtest.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.embedded.CertificateAuthority;
import io.fairlead.embedded.ChildProcess;
import io.fairlead.local.ServiceProgram;
import io.fairlead.systemtest.World;
import io.fairlead.systemtest.edge.EdgeRuntime;
import io.fairlead.systemtest.edge.Fleet;
import io.fairlead.systemtest.edge.TestAgent;
import io.fairlead.systemtest.user.Bodies;
import io.fairlead.systemtest.user.ConfigUser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLHandshakeException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// All listeners and all clients of the hub's parts speak TLS, by settings alone.
@Tag("process")
class TransportTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Duration LIMIT = Duration.ofMinutes(1);

  @TempDir static Path directory;

  private static TlsHub hub;

  private final EdgeRuntime runtime = new EdgeRuntime();
  private ConfigUser user;
  private Fleet fleet;

  @BeforeAll
  static void startHub() throws IOException {
    hub = new TlsHub(directory);
  }

  @AfterAll
  static void stopHub() {
    // Not there where it could not be started, which says why itself.
    Optional.ofNullable(hub).ifPresent(TlsHub::close);
  }

  @BeforeEach
  void join() throws IOException {
    user =
        new ConfigUser(
            hub.api(),
            hub.tokenFile(),
            HttpClient.newBuilder().sslContext(Tls.trusting(hub.trusted())));
    fleet = new Fleet(user, hub.gateway(), directory.resolve("agents"), runtime, hub.trusted());
  }

  @AfterEach
  void leave() {
    fleet.close();
    runtime.close();
  }

  @Test
  void a_change_travels_to_a_cluster_and_its_status_back_over_TLS_alone() throws SQLException {
    // Given
    TestAgent agent = fleet.join("ship");
    ResourceId id = World.flux(agent.cluster(), "baseline");

    // When
    user.put(id, Bodies.flux("first")).expect(201);

    // Then
    agent.awaitValue(id, "first");
    await("the status arrives")
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(user.get(id).text("/properties/complianceState"))
                    .isEqualTo("Compliant"));
    assertThat(connectionsToTheDatabase()).isNotEmpty().allMatch(encrypted -> encrypted);
  }

  @Test
  void an_agent_that_trusts_another_authority_says_nothing_to_the_gateway() throws IOException {
    // Given
    Path other = CertificateAuthority.make(directory.resolve("stranger")).certificate();
    try (var distrustful =
        new Fleet(user, hub.gateway(), directory.resolve("agents"), runtime, other)) {
      // When
      TestAgent agent = distrustful.starting("island");

      // Then
      await("it has tried and tried again")
          .atMost(SOON)
          .until(() -> agent.traffic().failures() > 1);
      assertThat(agent.traffic().sessions()).isZero();
      assertThat(agent.traffic().refusals()).isZero();
    }
  }

  @Test
  void every_service_says_at_its_start_who_can_reach_it() throws IOException {
    for (String service :
        List.of(ServiceProgram.API, ServiceProgram.GATEWAY, ServiceProgram.ENGINE)) {
      // When
      String log = hub.log(service);

      // Then
      assertThat(log)
          .contains("listening host=127.0.0.1 reach=\"this machine only\" tls=true plain=false");
    }
  }

  @Test
  void the_broker_lets_nobody_in_without_the_password() {
    // Given
    Map<String, Object> intruder = new HashMap<>(hub.kafka("guessed"));

    // When, then
    try (Admin admin = Admin.create(intruder)) {
      assertThatThrownBy(() -> admin.listTopics().names().get())
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(SaslAuthenticationException.class);
    }
  }

  @Test
  void a_replaced_certificate_is_shown_to_new_connections_and_open_sessions_stay()
      throws IOException {
    // Given
    TestAgent agent = fleet.join("factory");
    ResourceId id = World.flux(agent.cluster(), "baseline");
    long session = agent.session();
    long connections = agent.link().connections();

    // When
    Certificate next = Tls.in(hub.replaceCertificate());

    // Then
    for (URI server : List.of(hub.api(), hub.gateway(), hub.engine())) {
      await(server + " shows the new certificate")
          .atMost(SOON)
          // The server turns away what arrives in the moment in which it changes over.
          .ignoreExceptionsInstanceOf(SSLHandshakeException.class)
          .untilAsserted(() -> assertThat(Tls.shownBy(server, hub.trusted())).isEqualTo(next));
    }
    user.put(id, Bodies.flux("after")).expect(201);
    agent.awaitValue(id, "after");
    assertThat(agent.session()).isEqualTo(session);
    assertThat(agent.link().connections()).isEqualTo(connections);
  }

  @Test
  void a_certificate_that_is_missing_keeps_a_service_from_starting_with_one_clear_line() {
    // Given
    Path missing = directory.resolve("missing.crt");

    // When
    ChildProcess service =
        hub.run(
            ServiceProgram.ENGINE,
            Map.of(
                "KAFKA_BOOTSTRAP_SERVERS",
                "127.0.0.1:1",
                "QUARKUS_TLS_KEY_STORE_PEM__0__CERT",
                missing.toString(),
                "QUARKUS_TLS_KEY_STORE_PEM__0__KEY",
                hub.shown().key().toString()));

    // Then
    assertThat(service.awaitExit(LIMIT)).isEqualTo(1);
    assertThat(service.lastLines())
        .last()
        .asString()
        .isEqualTo(
            "refused to start: QUARKUS_TLS_KEY_STORE_PEM__0__CERT="
                + missing
                + ": there is no such file");
  }

  @Test
  void a_service_that_takes_tokens_does_not_listen_beyond_this_machine_without_TLS() {
    for (String service : List.of(ServiceProgram.API, ServiceProgram.GATEWAY)) {
      // When
      ChildProcess started = hub.run(service, Map.of("QUARKUS_HTTP_HOST", "0.0.0.0"));

      // Then
      assertThat(started.awaitExit(LIMIT)).isEqualTo(1);
      assertThat(started.lastLines())
          .last()
          .asString()
          .startsWith("refused to start: quarkus.http.host=0.0.0.0: tokens would be taken");
    }
  }

  /// Whether each of the services' connections is encrypted.
  private static List<Boolean> connectionsToTheDatabase() throws SQLException {
    String query =
        """
        select s.ssl from pg_stat_ssl s join pg_stat_activity a using (pid)
        where a.backend_type = 'client backend' and a.pid <> pg_backend_pid()""";
    try (Connection connection = hub.database().connect();
        var statement = connection.createStatement();
        ResultSet found = statement.executeQuery(query)) {
      var encrypted = new ArrayList<Boolean>();
      while (found.next()) {
        encrypted.add(found.getBoolean(1));
      }
      return encrypted;
    }
  }
}
