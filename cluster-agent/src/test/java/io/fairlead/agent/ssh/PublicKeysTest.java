package io.fairlead.agent.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.agent.object.SshKeyPair;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicKeysTest {
  @TempDir Path directory;

  @Test
  void findsThePublicHalfOfAPairMadeHere() {
    // Given
    SshKeyPair pair = new Ed25519Keys(new SecureRandom()).generate("");
    // When
    Optional<String> found = PublicKeys.of(pair.privateKey());
    // Then
    assertThat(found).contains(pair.publicKey());
  }

  /// Everything that `ssh-keygen` makes: the format of OpenSSH, PKCS#8, and the older formats.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "-t ed25519",
        "-t rsa -b 2048",
        "-t ecdsa -b 256",
        "-t ecdsa -b 384",
        "-t ecdsa -b 521",
        "-t rsa -b 2048 -m PKCS8",
        "-t ecdsa -b 256 -m PKCS8",
        "-t ecdsa -b 521 -m PKCS8",
        "-t rsa -b 2048 -m PEM",
        "-t ecdsa -b 256 -m PEM",
        "-t ecdsa -b 384 -m PEM",
        "-t ecdsa -b 521 -m PEM"
      })
  void agreesWithOpenSsh(String options) throws Exception {
    // Given
    SshKeygen keygen = SshKeygen.installed(directory);
    String key = keygen.generate((options + " -N").split(" ", -1), "");
    // When
    Optional<String> found = PublicKeys.of(key);
    // Then
    assertThat(found).contains(withoutComment(keygen.publicHalf(key)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-t ed25519", "-t rsa -b 2048 -m PKCS8", "-t rsa -b 2048 -m PEM"})
  void saysNothingOfAnEncryptedKey(String options) throws Exception {
    // Given
    SshKeygen keygen = SshKeygen.installed(directory);
    String key = keygen.generate((options + " -N").split(" ", -1), "a passphrase");
    // When
    Optional<String> found = PublicKeys.of(key);
    // Then
    assertThat(found).isEmpty();
  }

  @Test
  void findsThePublicHalfOfAnEd25519KeyInPkcs8() throws Exception {
    // Given
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    byte[] x509 = pair.getPublic().getEncoded();
    byte[] known = Arrays.copyOfRange(x509, x509.length - 32, x509.length);
    // When
    Optional<String> found = PublicKeys.of(Pem.text("PRIVATE KEY", pair.getPrivate().getEncoded()));
    // Then
    assertThat(found)
        .contains(
            "ssh-ed25519 "
                + Base64.getEncoder()
                    .encodeToString(new SshWriter().string("ssh-ed25519").string(known).toBytes()));
  }

  @Test
  void saysNothingOfAnEcKeyThatCameWithoutItsPublicHalf() throws Exception {
    // Given
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    byte[] pkcs8 = generator.generateKeyPair().getPrivate().getEncoded();
    // When
    Optional<String> found = PublicKeys.of(Pem.text("PRIVATE KEY", pkcs8));
    // Then
    assertThat(found).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("noKeys")
  void saysNothingOfWhatIsNoKeyItKnows(String text) {
    // When
    Optional<String> found = PublicKeys.of(text);
    // Then
    assertThat(found).isEmpty();
  }

  static Stream<String> noKeys() {
    return Stream.of(
        "",
        "no key",
        "-----BEGIN RSA PRIVATE KEY-----\nAAAA",
        "-----BEGIN RSA PRIVATE KEY-----\n§§§§\n-----END RSA PRIVATE KEY-----",
        "-----BEGIN RSA PRIVATE KEY-----\n-----END RSA PRIVATE KEY-----",
        Pem.text("OPENSSH PRIVATE KEY", new byte[40]),
        Pem.text("DSA PRIVATE KEY", new byte[40]),
        Pem.text("PRIVATE KEY", new byte[] {0x30, (byte) 0x84, 1, 1, 1, 1}),
        Pem.text("PRIVATE KEY", new byte[] {0x30, 3, 2, 1, 0}),
        Pem.text("EC PRIVATE KEY", new byte[] {0x30, 0}));
  }

  /// Whatever of a key is lost, there is an answer: the right one or none.
  @Test
  void neverFailsAtADamagedKey() {
    // Given
    SshKeyPair pair = new Ed25519Keys(new SecureRandom()).generate("");
    byte[] whole = Pem.firstOf(pair.privateKey()).orElseThrow().bytes();
    // When
    var found =
        Stream.iterate(0, length -> length < whole.length, length -> length + 1)
            .map(length -> Arrays.copyOf(whole, length))
            .map(cut -> PublicKeys.of(Pem.text("OPENSSH PRIVATE KEY", cut)))
            .flatMap(Optional::stream)
            .collect(Collectors.toSet());
    // Then
    assertThat(found).isSubsetOf(pair.publicKey());
  }

  private static String withoutComment(String line) {
    return Stream.of(line.split(" ", -1)).limit(2).collect(Collectors.joining(" "));
  }
}
