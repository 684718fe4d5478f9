package io.fairlead.api.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.api.schema.StringFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                   | not a private key",
        "%                    | not base64",
        "c2VjcmV0Cg           | not a private key",
        "/////w==             | not base64 of UTF-8"
      })
  void saysWhyAValueIsNoPrivateKey(String value, String problem) {
    // When
    var found = Encoded.PRIVATE_KEY_PEM.check().problem(value);

    // Then
    assertThat(found == null ? "" : found).contains(problem);
  }

  @ParameterizedTest
  @CsvSource({"RSA ", "EC ", "OPENSSH ", "''"})
  void readsEveryKindOfPrivateKey(String kind) {
    // Given
    var pem =
        "-----BEGIN %1$sPRIVATE KEY-----\nAAAA\n-----END %1$sPRIVATE KEY-----\n".formatted(kind);

    // When
    var whole = Encoded.PRIVATE_KEY_PEM.check().problem(Bodies.base64(pem));
    var unended = Encoded.PRIVATE_KEY_PEM.check().problem(Bodies.base64(pem.stripTrailing()));

    // Then
    assertThat(whole).isNull();
    assertThat(unended).isEqualTo("does not end with a line feed");
  }

  @Property(tries = 500)
  void noFormatThrowsOrRepeatsAValue(@ForAll String text) {
    // Given
    var value = text + "s3cr3t";

    // When
    var problems =
        List.of(
                Formats.DNS_LABEL,
                Formats.DNS_SUBDOMAIN,
                Formats.VARIABLE,
                Formats.ONE_LINE,
                Formats.DURATION,
                Formats.GUID,
                Encoded.ANY,
                Encoded.TEXT,
                Encoded.CERTIFICATES,
                Encoded.PRIVATE_KEY_PEM,
                Encoded.KNOWN_HOSTS)
            .stream()
            .map(StringFormat::check)
            .flatMap(
                check ->
                    List.of(
                        String.valueOf(check.problem(value)),
                        String.valueOf(check.problem(Bodies.base64(value))))
                        .stream())
            .toList();

    // Then
    assertThat(problems).noneMatch(problem -> problem.contains("s3cr3t"));
  }
}
