package io.fairlead.systemtest.transport;

import static org.awaitility.Awaitility.await;

import io.fairlead.embedded.Broker;
import io.fairlead.embedded.CertificateAuthority;
import io.fairlead.embedded.ChildProcess;
import io.fairlead.embedded.Database;
import io.fairlead.embedded.Lifeline;
import io.fairlead.embedded.OwnerOnly;
import io.fairlead.embedded.Ports;
import io.fairlead.embedded.Postgres;
import io.fairlead.embedded.ServerCertificate;
import io.fairlead.encryption.KeysetFile;
import io.fairlead.local.DataDirectory;
import io.fairlead.local.ServiceProgram;
import io.fairlead.systemtest.hub.BuiltServices;
import io.fairlead.systemtest.hub.Hub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/// PostgreSQL, a broker that wants TLS and a password, and the three services behind TLS, all with
/// certificates of one private authority; those of the services can be replaced.
final class TlsHub implements AutoCloseable {
  /// The first handshakes of a program take long where others have the processors.
  private static final Duration LIMIT = Duration.ofMinutes(4);

  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final String USER = "hub";
  private static final String NAME = "server";
  private static final String CURRENT = "current";

  private final Path directory;
  private final String kafkaPassword = UUID.randomUUID().toString();
  private final CertificateAuthority authority;
  private final ServerCertificate servers;
  private final ServerCertificate shown;
  private final Path tokenFile;
  private final KeysetFile keyset;
  private final Postgres postgres;
  private final Broker broker;
  private final Database database;
  private final List<ChildProcess> services = new ArrayList<>();
  private final URI api;
  private final URI gateway;
  private final URI engine;
  private int versions;

  /// Starts it, and returns when it serves.
  TlsHub(Path directory) throws IOException {
    BuiltServices.requireUpToDate(Hub.home());
    this.directory = directory;
    this.authority = CertificateAuthority.make(directory.resolve("authority"));
    this.servers = authority.sign(directory, "servers");
    replaceCertificate();
    Path current = directory.resolve(CURRENT);
    this.shown =
        new ServerCertificate(current.resolve(NAME + ".crt"), current.resolve(NAME + ".key"));
    this.tokenFile = directory.resolve("token");
    OwnerOnly.write(tokenFile, UUID.randomUUID() + "\n");
    this.keyset = new DataDirectory(directory).keysetFile();
    keyset.createIfMissing();
    this.postgres =
        Postgres.start(Postgres.Settings.forTests(directory.resolve("postgres")).with(servers));
    this.broker =
        Broker.start(Broker.Settings.forTests(directory.resolve("kafka")).with(brokerProperties()));
    this.database = postgres.database("fairlead");
    this.api = start(ServiceProgram.API, apiSettings());
    this.gateway =
        start(
            ServiceProgram.GATEWAY,
            Map.of("FAIRLEAD_GATEWAY_STATE_DIR", directory.resolve("table").toString()));
    this.engine =
        start(
            ServiceProgram.ENGINE,
            Map.of("FAIRLEAD_ENGINE_STATE_DIR", directory.resolve("engine").toString()));
    awaitReady(api);
    awaitReady(gateway);
    awaitReady(engine);
  }

  URI api() {
    return api;
  }

  URI gateway() {
    return gateway;
  }

  URI engine() {
    return engine;
  }

  Path tokenFile() {
    return tokenFile;
  }

  Path directory() {
    return directory;
  }

  Database database() {
    return database;
  }

  /// What all clients trust, and nothing else: the authority.
  Path trusted() {
    return authority.certificate();
  }

  /// All that a service has logged.
  String log(String service) throws IOException {
    return Files.readString(directory.resolve(service + ".log"));
  }

  /// What the services show now.
  ServerCertificate shown() {
    return shown;
  }

  /// Puts another certificate in the place of the services' own in one step, key and all, as
  /// Kubernetes does with a Secret that is mounted.
  ///
  /// @return what they are to show from now on
  Path replaceCertificate() throws IOException {
    String version = "version-" + ++versions;
    ServerCertificate next = authority.sign(directory.resolve(version), NAME);
    lead(version);
    return next.certificate();
  }

  /// Makes the folder that the services look into lead to another.
  private void lead(String version) throws IOException {
    Path link = directory.resolve("next");
    Files.createSymbolicLink(link, Path.of(version));
    Files.move(link, directory.resolve(CURRENT), StandardCopyOption.ATOMIC_MOVE);
  }

  /// How any client of Kafka gets in.
  Map<String, String> kafka(String password) {
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
        trusted().toString());
  }

  String kafkaPassword() {
    return kafkaPassword;
  }

  @Override
  public void close() {
    services.reversed().forEach(service -> service.stop(GRACE));
    broker.close();
    postgres.close();
  }

  private Map<String, String> brokerProperties() throws IOException {
    // Kafka has the key and its certificate in one file.
    Path store = directory.resolve("kafka.pem");
    OwnerOnly.write(
        store, Files.readString(servers.key()) + Files.readString(servers.certificate()));
    return Map.of(
        "listener.security.protocol.map",
        Broker.CLIENTS + ":SASL_SSL,CONTROLLER:PLAINTEXT",
        "sasl.enabled.mechanisms",
        "PLAIN",
        "sasl.mechanism.inter.broker.protocol",
        "PLAIN",
        "listener.name.clients.plain.sasl.jaas.config",
        login(kafkaPassword) + " user_" + USER + "=\"" + kafkaPassword + "\";",
        "ssl.keystore.type",
        "PEM",
        "ssl.keystore.location",
        store.toString(),
        "ssl.truststore.type",
        "PEM",
        "ssl.truststore.location",
        trusted().toString());
  }

  private static String login(String password) {
    return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\" password=\"%s\""
        .formatted(USER, password);
  }

  private Map<String, String> apiSettings() {
    return Map.of(
        "FAIRLEAD_API_TOKEN_FILE",
        tokenFile.toString(),
        "QUARKUS_DATASOURCE_USERNAME",
        database.user(),
        "QUARKUS_DATASOURCE_PASSWORD",
        database.password(),
        "QUARKUS_DATASOURCE_JDBC_URL",
        database.jdbcUrl() + "?sslmode=verify-full&sslrootcert=" + trusted(),
        "QUARKUS_DATASOURCE_REACTIVE_URL",
        database.reactiveUrl(),
        "QUARKUS_DATASOURCE_REACTIVE_POSTGRESQL_SSL_MODE",
        "verify-full",
        "QUARKUS_DATASOURCE_REACTIVE_TRUST_CERTIFICATE_PEM",
        "true",
        "QUARKUS_DATASOURCE_REACTIVE_TRUST_CERTIFICATE_PEM_CERTS",
        trusted().toString(),
        "QUARKUS_DATASOURCE_REACTIVE_HOSTNAME_VERIFICATION_ALGORITHM",
        "HTTPS");
  }

  private URI start(String service, Map<String, String> own) {
    int port = Ports.free();
    Map<String, String> environment = new HashMap<>(own);
    kafka(kafkaPassword)
        .forEach(
            (name, value) ->
                environment.put("KAFKA_" + name.replace('.', '_').toUpperCase(Locale.ROOT), value));
    environment.put("FAIRLEAD_ENCRYPTION_KEYSET_FILE", keyset.path().toString());
    environment.put("QUARKUS_HTTP_SSL_PORT", Integer.toString(port));
    environment.put("QUARKUS_HTTP_INSECURE_REQUESTS", "disabled");
    environment.put("QUARKUS_TLS_KEY_STORE_PEM__0__CERT", shown.certificate().toString());
    environment.put("QUARKUS_TLS_KEY_STORE_PEM__0__KEY", shown.key().toString());
    environment.put("QUARKUS_TLS_RELOAD_PERIOD", "1S");
    services.add(run(service, service, environment));
    return URI.create("https://" + Ports.LOOPBACK + ":" + port);
  }

  /// Starts a service that is told this and nothing else, and returns at once.
  ChildProcess run(String service, Map<String, String> environment) {
    return run(service, service + "-beside", environment);
  }

  private ChildProcess run(String service, String log, Map<String, String> environment) {
    Map<String, String> all = new HashMap<>(environment);
    all.put(Lifeline.VARIABLE, Lifeline.STDIN);
    all.put("QUARKUS_LOG_CONSOLE_COLOR", "false");
    return ChildProcess.start(
        new ChildProcess.Spec(
            service,
            ServiceProgram.built(Hub.home(), service).command(),
            all,
            directory,
            directory.resolve(log + ".log"),
            line -> false));
  }

  private void awaitReady(URI service) {
    try (HttpClient http = HttpClient.newBuilder().sslContext(Tls.trusting(trusted())).build()) {
      HttpRequest ready = HttpRequest.newBuilder(service.resolve("/q/health/ready")).build();
      await(service + " is ready")
          .atMost(LIMIT)
          .pollInterval(Duration.ofMillis(200))
          .ignoreExceptionsInstanceOf(IOException.class)
          .until(() -> http.send(ready, BodyHandlers.discarding()).statusCode() == 200);
    } catch (RuntimeException e) {
      close();
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
