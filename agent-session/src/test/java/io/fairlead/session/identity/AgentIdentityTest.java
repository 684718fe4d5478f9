package io.fairlead.session.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.contract.key.AgentPublicKey;
import io.fairlead.contract.key.ParsedPublicKey;
import io.fairlead.contract.protocol.ProtocolLimits;
import io.fairlead.session.core.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AgentIdentityTest {
  @TempDir Path directory;

  @ParameterizedTest
  // Making a key of 3072 bits takes seconds; it is used as the one of 2048 is.
  @EnumSource(value = KeyAlgorithm.class, names = "RSA_3072", mode = EnumSource.Mode.EXCLUDE)
  void signsTokensThatItsRegisteredKeyVerifies(KeyAlgorithm algorithm) throws Exception {
    // Given
    AgentIdentity identity = identity(algorithm);
    HubClock clock = new HubClock(Clock.fixed(Fixtures.NOON, ZoneOffset.UTC));
    // When
    String token = new AgentTokens(identity, clock).next();
    // Then
    PublicKey registered = parse(identity.registration().orElseThrow());
    JwtClaims claims =
        new JwtConsumerBuilder()
            .setVerificationKey(registered)
            .setExpectedAudience(ProtocolLimits.AUDIENCE)
            .setExpectedIssuer(Fixtures.CLUSTER.toString())
            .setExpectedSubject(Fixtures.CLUSTER.toString())
            .setRequireJwtId()
            .setEvaluationTime(NumericDate.fromSeconds(Fixtures.NOON.getEpochSecond()))
            .build()
            .processToClaims(token);
    assertThat(claims.getExpirationTime().getValue() - claims.getIssuedAt().getValue())
        .isLessThanOrEqualTo(ProtocolLimits.MAX_TOKEN_SECONDS);
  }

  @Test
  void keepsItsKeyForItsOwnerAloneAndOverRestarts() throws IOException {
    // Given
    String registered = identity(KeyAlgorithm.EC_P256).registration().orElseThrow();
    // When
    AgentIdentity again = identity(KeyAlgorithm.ED25519);
    // Then
    assertThat(again.registration()).contains(registered);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keyFile())))
        .isEqualTo("rw-------");
  }

  @Test
  void refusesAKeyThatIsOpenToOthers() throws IOException {
    // Given
    identity(KeyAlgorithm.EC_P256);
    Files.setPosixFilePermissions(keyFile(), PosixFilePermissions.fromString("rw-r--r--"));
    // When, Then
    assertThatThrownBy(() -> AgentIdentity.read(Fixtures.CLUSTER, keyFile()))
        .isInstanceOf(IdentityException.class)
        .hasMessageContaining("open to others");
  }

  @Test
  void findsThePublicHalfOfAnRsaKeyThatCameAlone() throws IOException {
    // Given
    String registered = identity(KeyAlgorithm.RSA_2048).registration().orElseThrow();
    String text = Files.readString(keyFile());
    Files.writeString(keyFile(), text.substring(0, text.indexOf("-----BEGIN PUBLIC")));
    // When
    AgentIdentity alone = AgentIdentity.read(Fixtures.CLUSTER, keyFile());
    // Then
    assertThat(alone.registration()).contains(registered);
  }

  @Test
  void saysWhatIsWrongWithAFileThatHoldsNoKey() throws IOException {
    // Given
    Files.writeString(keyFile(), "nonsense");
    Files.setPosixFilePermissions(keyFile(), PosixFilePermissions.fromString("rw-------"));
    // When, Then
    assertThatThrownBy(() -> AgentIdentity.read(Fixtures.CLUSTER, keyFile()))
        .isInstanceOf(IdentityException.class)
        .hasMessageContaining("BEGIN PRIVATE KEY")
        .hasMessageNotContaining("nonsense");
  }

  @Test
  void S45_learnsTheHubsTimeWhenItsOwnIsFarOff() {
    // Given
    HubClock clock =
        new HubClock(Clock.fixed(Fixtures.NOON.minus(Duration.ofDays(1)), ZoneOffset.UTC));
    // When
    boolean changed = clock.learn("Mon, 01 Jun 2026 12:00:00 GMT");
    // Then
    assertThat(changed).isTrue();
    assertThat(clock.instant()).isEqualTo(Fixtures.NOON);
  }

  @Test
  void keepsItsTimeWhenItIsCloseOrWhenADateIsNone() {
    // Given
    Instant own = Fixtures.NOON.plusSeconds(3);
    HubClock clock = new HubClock(Clock.fixed(own, ZoneOffset.UTC));
    // When
    boolean changed =
        clock.learn("Mon, 01 Jun 2026 12:00:00 GMT") || clock.learn("yesterday, more or less");
    // Then
    assertThat(changed).isFalse();
    assertThat(clock.instant()).isEqualTo(own);
  }

  private static PublicKey parse(String registration) {
    return switch (AgentPublicKey.parse(registration)) {
      case ParsedPublicKey.Accepted accepted -> accepted.key();
      case ParsedPublicKey.Refused refused -> throw new AssertionError(refused);
    };
  }

  private AgentIdentity identity(KeyAlgorithm algorithm) {
    return AgentIdentity.readOrGenerate(Fixtures.CLUSTER, keyFile(), algorithm);
  }

  private Path keyFile() {
    return directory.resolve("key.pem");
  }
}
