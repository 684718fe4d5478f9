package io.fairlead.listener;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.embedded.ServerCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartCheckTest {
  private static final Optional<String> PERMISSION = Optional.of("fairlead.x.insecure-transport");
  private static final String CERT = "quarkus.tls.key-store.pem.0.cert";
  private static final String KEY = "quarkus.tls.key-store.pem.0.key";

  @TempDir static Path directory;

  private static ServerCertificate one;
  private static ServerCertificate other;

  @BeforeAll
  static void make() {
    one = ServerCertificate.make(directory, "one");
    other = ServerCertificate.make(directory, "other");
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1,   true",
    "127.1.2.3,   true",
    "localhost,   true",
    "::1,         true",
    "0.0.0.0,     false",
    "::,          false",
    "10.0.0.7,    false",
    "127.example, false"
  })
  void takes_credentials_without_TLS_from_this_machine_only(String host, boolean allowed) {
    // When
    List<String> problems = StartCheck.problems(Map.of("quarkus.http.host", host), PERMISSION);

    // Then
    assertThat(problems.isEmpty()).isEqualTo(allowed);
  }

  @Test
  void says_what_to_do_about_an_open_port_without_TLS() {
    // When
    List<String> problems = StartCheck.problems(Map.of("quarkus.http.host", "0.0.0.0"), PERMISSION);

    // Then
    assertThat(problems)
        .singleElement()
        .asString()
        .contains(
            "quarkus.http.host=0.0.0.0",
            "quarkus.http.insecure-requests=disabled",
            "fairlead.x.insecure-transport=true");
  }

  @Test
  void listens_anywhere_with_TLS_alone() {
    // When
    List<String> problems =
        StartCheck.problems(
            Map.of(
                "quarkus.http.host",
                "0.0.0.0",
                "quarkus.http.insecure-requests",
                "disabled",
                CERT,
                one.certificate().toString(),
                KEY,
                one.key().toString()),
            PERMISSION);

    // Then
    assertThat(problems).isEmpty();
  }

  @Test
  void a_port_without_TLS_beside_the_one_with_it_counts() {
    // When
    List<String> problems =
        StartCheck.problems(
            Map.of(
                "quarkus.http.host",
                "0.0.0.0",
                CERT,
                one.certificate().toString(),
                KEY,
                one.key().toString()),
            PERMISSION);

    // Then
    assertThat(problems).singleElement().asString().contains("close the port without TLS");
  }

  @Test
  void an_operator_may_allow_it() {
    // When
    List<String> problems =
        StartCheck.problems(
            Map.of("quarkus.http.host", "0.0.0.0", PERMISSION.orElseThrow(), "true"), PERMISSION);

    // Then
    assertThat(problems).isEmpty();
  }

  @Test
  void health_is_served_anywhere() {
    // When
    List<String> problems =
        StartCheck.problems(Map.of("quarkus.http.host", "0.0.0.0"), Optional.empty());

    // Then
    assertThat(problems).isEmpty();
  }

  @Test
  void a_file_that_is_missing_is_named_with_its_setting() {
    // Given
    Path missing = directory.resolve("missing.crt");

    // When
    List<String> problems =
        TlsFiles.problems(Map.of(CERT, missing.toString(), KEY, one.key().toString()));

    // Then
    assertThat(problems).containsExactly(CERT + "=" + missing + ": there is no such file");
  }

  @Test
  void a_file_without_a_certificate_or_a_key_is_named_with_its_setting() throws IOException {
    // Given
    Path junk = Files.writeString(directory.resolve("junk"), "nothing of that kind");

    // When
    List<String> problems =
        TlsFiles.problems(
            Map.of(
                CERT,
                junk.toString(),
                KEY,
                junk.toString(),
                "quarkus.tls.trust-store.pem.certs",
                one.certificate() + "," + junk));

    // Then
    assertThat(problems)
        .containsExactlyInAnyOrder(
            CERT + "=" + junk + " has no certificate in PEM form",
            KEY + "=" + junk + " has no private key in PEM form",
            "quarkus.tls.trust-store.pem.certs=" + junk + " has no certificate in PEM form");
  }

  @Test
  void a_file_of_certificates_to_trust_must_have_one() {
    // When
    List<String> good = TlsFiles.problemsOfTrusted("x.ca", one.certificate().toString());
    List<String> none = TlsFiles.problemsOfTrusted("x.ca", one.key().toString());

    // Then
    assertThat(good).isEmpty();
    assertThat(none).containsExactly("x.ca=" + one.key() + " has no certificate in PEM form");
  }

  @Test
  void a_key_of_another_certificate_is_refused() {
    // When
    List<String> problems =
        TlsFiles.problems(
            Map.of(
                "QUARKUS_TLS_KEY_STORE_PEM__0__CERT", one.certificate().toString(),
                "QUARKUS_TLS_KEY_STORE_PEM__0__KEY", other.key().toString()));

    // Then
    assertThat(problems)
        .containsExactly(
            "QUARKUS_TLS_KEY_STORE_PEM__0__KEY="
                + other.key()
                + " is not the key of its certificate");
  }

  @Test
  void a_variable_that_the_framework_would_not_read_is_refused() {
    // When
    List<String> problems =
        TlsFiles.problems(Map.of("QUARKUS_TLS_KEY_STORE_PEM_0_CERT", one.certificate().toString()));

    // Then
    assertThat(problems)
        .containsExactly(
            "QUARKUS_TLS_KEY_STORE_PEM_0_CERT has no effect: it is written"
                + " QUARKUS_TLS_KEY_STORE_PEM__0__CERT");
  }
}
