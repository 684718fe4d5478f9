package io.fairlead.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.protocol.ProtocolLimits;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The service with TLS and without Kafka.
@Tag("process")
@QuarkusTest
@QuarkusTestResource(value = ServiceTest.Surroundings.class, restrictToAnnotatedClass = true)
@SuppressWarnings("NullAway.Init") // the test's framework fills it
class ServiceTest {
  private static final String PASSWORD = "only-for-this-test";

  @TestHTTPResource("/")
  URI plain;

  @TestHTTPResource(value = "/", tls = true)
  URI secure;

  /// A certificate of its own, a directory, and an address where no Kafka is.
  public static final class Surroundings implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
      try {
        Path directory = Files.createTempDirectory("fairlead-gateway");
        Path keys = directory.resolve("keys.p12");
        makeKeys(keys);
        return Map.of(
            "kafka.bootstrap.servers",
            "127.0.0.1:1",
            "quarkus.http.test-port",
            "0",
            "quarkus.http.test-ssl-port",
            "0",
            "fairlead.gateway.state-dir",
            directory.resolve("state").toString(),
            "quarkus.tls.key-store.p12.path",
            keys.toString(),
            "quarkus.tls.key-store.p12.password",
            PASSWORD,
            "test.keys",
            keys.toString());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void makeKeys(Path keys) throws IOException {
      Process keytool =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                  "-genkeypair",
                  "-keyalg",
                  "EC",
                  "-alias",
                  "gateway",
                  "-dname",
                  "CN=localhost",
                  "-ext",
                  "san=dns:localhost,ip:127.0.0.1",
                  "-storetype",
                  "PKCS12",
                  "-keystore",
                  keys.toString(),
                  "-storepass",
                  PASSWORD)
              .redirectErrorStream(true)
              .start();
      String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (keytool.onExit().join().exitValue() != 0) {
        throw new IOException(said);
      }
    }

    @Override
    public void stop() {
      // Nothing runs.
    }
  }

  @Test
  void answers_probes_on_its_port_without_a_token_and_tells_the_truth() throws Exception {
    // When
    HttpResponse<String> live = get(plain, "/q/health/live");
    HttpResponse<String> ready = get(plain, "/q/health/ready");

    // Then: without Kafka there is no table to serve from, and nothing that a restart would mend
    assertThat(live.statusCode()).isEqualTo(200);
    assertThat(ready.statusCode()).isEqualTo(503);
    assertThat(ready.body()).contains("table complete").contains("DOWN");
  }

  @Test
  void shows_its_metrics() throws Exception {
    // When
    String metrics = get(plain, "/q/metrics").body();

    // Then
    assertThat(metrics)
        .contains("fairlead_gateway_sessions{state=\"Live\"")
        .contains("fairlead_gateway_attempts_total{outcome=\"Accepted\"")
        .contains("fairlead_gateway_oldest_unacknowledged_change_seconds");
  }

  @Test
  void serves_agents_over_tls_as_the_registry_of_tls_configurations_says() throws Exception {
    // When
    HttpResponse<String> answer = get(secure, ProtocolLimits.PATH);

    // Then
    assertThat(answer.sslSession()).isPresent();
    assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
    assertThat(answer.body()).contains("NotAWebSocket");
  }

  private static HttpResponse<String> get(URI service, String path)
      throws IOException, InterruptedException, GeneralSecurityException {
    try (var client = HttpClient.newBuilder().sslContext(trusting()).build()) {
      return client.send(
          HttpRequest.newBuilder(service.resolve(path)).build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  private static SSLContext trusting() throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    Path file = Path.of(ConfigProvider.getConfig().getValue("test.keys", String.class));
    try (InputStream input = Files.newInputStream(file)) {
      keys.load(input, PASSWORD.toCharArray());
    }
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("gateway", keys.getCertificate("gateway"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
