package io.fairlead.local.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.access.AccessTokenClaims;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.HmacKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenMainTest {
  private static final String SCOPE = "/subscriptions/00000000-0000-0000-0000-000000000001";
  @TempDir Path data;

  private record Run(int code, String output, String errors) {}

  private Run run(String... arguments) {
    var words = new ArrayList<>(List.of(arguments));
    words.addAll(List.of("--data", data.toString()));
    var output = new ByteArrayOutputStream();
    var errors = new ByteArrayOutputStream();
    int code =
        TokenMain.run(
            words,
            data,
            new PrintStream(output, true, StandardCharsets.UTF_8),
            new PrintStream(errors, true, StandardCharsets.UTF_8));
    return new Run(
        code, output.toString(StandardCharsets.UTF_8), errors.toString(StandardCharsets.UTF_8));
  }

  private JwtClaims verified(String token) throws IOException, InvalidJwtException {
    String key = Files.readString(data.resolve("signing-key"));
    return new JwtConsumerBuilder()
        .setVerificationKey(new HmacKey(HexFormat.of().parseHex(key)))
        .setExpectedAudience(AccessTokenClaims.AUDIENCE)
        .setExpectedIssuer(AccessTokenClaims.ISSUER)
        .setRequireExpirationTime()
        .build()
        .processToClaims(token);
  }

  @Test
  void aTokenSaysWhatItsHolderMayDoAndNothingElseIsPrinted() throws Exception {
    // When
    Run run = run("--role", "reader", "--scope", SCOPE, "--expires", "8h", "--name", "ci");

    // Then
    assertThat(run.errors()).isEmpty();
    assertThat(run.code()).isZero();
    JwtClaims claims = verified(run.output().strip());
    assertThat(claims.getClaimValue(AccessTokenClaims.GRANTS))
        .isEqualTo(List.of(Map.of("role", "acdd72a7-3385-48ef-bd42-f606fba81ae7", "scope", SCOPE)));
    assertThat(claims.getStringClaimValue("name")).isEqualTo("ci");
    assertThat(claims.getExpirationTime().getValue() - claims.getIssuedAt().getValue())
        .isEqualTo(Duration.ofHours(8).toSeconds());
    assertThat(Files.getPosixFilePermissions(data.resolve("signing-key")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void revokingAllEndsWhatWasMadeBefore() throws Exception {
    // Given
    String before = run("--role", "Owner", "--scope", "/", "--expires", "1d").output().strip();
    String key = Files.readString(data.resolve("signing-key"));

    // When
    Run revoked = run("--revoke-all");

    // Then
    assertThat(revoked.code()).isZero();
    assertThat(revoked.output()).isEmpty();
    assertThat(Files.readString(data.resolve("signing-key"))).isNotEqualTo(key);
    assertThat(run("--role", "Owner", "--scope", "/", "--expires", "1d").output().strip())
        .isNotEqualTo(before);
  }

  @Test
  void aKeyThatOthersMayReadSignsNothing() throws Exception {
    // Given
    run("--role", "Owner", "--scope", "/", "--expires", "1d");
    Files.setPosixFilePermissions(
        data.resolve("signing-key"), PosixFilePermissions.fromString("rw-r-----"));

    // When
    Run run = run("--role", "Owner", "--scope", "/", "--expires", "1d");

    // Then
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.output()).isEmpty();
    assertThat(run.errors()).contains("signing-key", "chmod 600");
  }

  @ParameterizedTest
  @CsvSource({
    "Emperor, /, 1h, --role",
    "Reader, /nowhere, 1h, --scope",
    "Reader, /, 59s, --expires",
    "Reader, /, PT59S, --expires",
    "Reader, /, 367d, --expires",
    "Reader, /, soon, --expires"
  })
  void whatIsNotAllowedIsNamed(String role, String scope, String expires, String option) {
    // When
    Run run = run("--role", role, "--scope", scope, "--expires", expires);

    // Then
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.output()).isEmpty();
    assertThat(run.errors()).contains(option);
  }
}
