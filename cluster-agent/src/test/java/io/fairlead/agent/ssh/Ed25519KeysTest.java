package io.fairlead.agent.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.agent.object.SshKeyPair;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Ed25519KeysTest {
  /// What precedes the 32 bytes of a key in PKCS#8 and X.509.
  private static final String PKCS8 = "302e020100300506032b657004220420";

  private static final String X509 = "302a300506032b6570032100";

  private final Ed25519Keys keys = new Ed25519Keys(new SecureRandom());

  @TempDir Path directory;

  @Test
  void writesThePrivateKeyInLinesAsOpenSshDoes() {
    // When
    SshKeyPair pair = keys.generate("fairlead");
    // Then
    List<String> lines = pair.privateKey().lines().toList();
    assertThat(lines.getFirst()).isEqualTo("-----BEGIN OPENSSH PRIVATE KEY-----");
    assertThat(lines.getLast()).isEqualTo("-----END OPENSSH PRIVATE KEY-----");
    assertThat(pair.privateKey()).endsWith("-----\n");
    assertThat(lines.subList(1, lines.size() - 2)).isNotEmpty().allMatch(l -> l.length() == 70);
    assertThat(lines.get(lines.size() - 2)).hasSizeBetween(1, 70);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "ab", "abc", "abcd", "abcde", "abcdef", "abcdefg", "é and more"})
  void writesAnUnencryptedKeyByteByByte(String comment) {
    // When
    SshKeyPair pair = keys.generate(comment);
    // Then
    byte[] blob = Base64.getDecoder().decode(pair.publicKey().split(" ", -1)[1]);
    SshReader in = new SshReader(Pem.firstOf(pair.privateKey()).orElseThrow().bytes());
    assertThat(in.raw(15)).isEqualTo("openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII));
    assertThat(in.text()).isEqualTo("none");
    assertThat(in.text()).isEqualTo("none");
    assertThat(in.text()).isEmpty();
    assertThat(in.uint32()).isEqualTo(1);
    assertThat(in.string()).isEqualTo(blob);
    byte[] secret = in.string();
    assertThat(in.remaining()).isZero();
    assertThat(secret.length % 8).isZero();
    SshReader part = new SshReader(secret);
    assertThat(part.uint32()).isEqualTo(part.uint32());
    assertThat(part.text()).isEqualTo("ssh-ed25519");
    byte[] publicKey = part.string();
    byte[] both = part.string();
    assertThat(both).hasSize(64);
    assertThat(Arrays.copyOfRange(both, 32, 64)).isEqualTo(publicKey);
    assertThat(part.text()).isEqualTo(comment);
    byte[] padding = part.raw(part.remaining());
    assertThat(padding).hasSizeLessThan(8);
    assertThat(IntStream.range(0, padding.length)).allMatch(i -> padding[i] == i + 1);
  }

  @Test
  void writesThePublicKeyAsInAuthorizedKeys() {
    // When
    SshKeyPair pair = keys.generate("fairlead web");
    // Then
    assertThat(pair.publicKey()).matches("ssh-ed25519 AAAA[A-Za-z0-9+/]{64} fairlead web");
    SshReader blob = new SshReader(Base64.getDecoder().decode(pair.publicKey().split(" ", -1)[1]));
    assertThat(blob.text()).isEqualTo("ssh-ed25519");
    assertThat(blob.string()).hasSize(32);
    assertThat(blob.remaining()).isZero();
  }

  @Test
  void makesHalvesThatBelongTogether() throws Exception {
    // Given
    byte[] data = {1, 2, 3};
    // When
    Ed25519 pair = Ed25519.generate(new SecureRandom());
    // Then
    KeyFactory factory = KeyFactory.getInstance("Ed25519");
    HexFormat hex = HexFormat.of();
    PrivateKey secret =
        factory.generatePrivate(
            new PKCS8EncodedKeySpec(hex.parseHex(PKCS8 + hex.formatHex(pair.seed()))));
    PublicKey known =
        factory.generatePublic(
            new X509EncodedKeySpec(hex.parseHex(X509 + hex.formatHex(pair.publicKey()))));
    Signature signing = Signature.getInstance("Ed25519");
    signing.initSign(secret);
    signing.update(data);
    Signature verifying = Signature.getInstance("Ed25519");
    verifying.initVerify(known);
    verifying.update(data);
    assertThat(verifying.verify(signing.sign())).isTrue();
  }

  /// The first test vector of RFC 8032, section 7.1.
  @Test
  void findsThePublicHalfOfAKnownKey() {
    // Given
    byte[] seed =
        HexFormat.of().parseHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
    // When
    Ed25519 pair = Ed25519.of(seed);
    // Then
    assertThat(HexFormat.of().formatHex(pair.publicKey()))
        .isEqualTo("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
  }

  @Test
  void makesAnotherPairEachTime() {
    // When
    var pairs = IntStream.range(0, 50).mapToObj(i -> keys.generate("same")).toList();
    // Then
    assertThat(pairs).extracting(SshKeyPair::publicKey).doesNotHaveDuplicates();
    assertThat(pairs).extracting(SshKeyPair::privateKey).doesNotHaveDuplicates();
  }

  @Test
  void makesAPairThatOpenSshReads() throws Exception {
    // Given
    SshKeygen keygen = SshKeygen.installed(directory);
    // When
    SshKeyPair pair = keys.generate("fairlead web");
    // Then
    assertThat(keygen.publicHalf(pair.privateKey())).isEqualTo(pair.publicKey());
    assertThat(keygen.fingerprint(pair.privateKey()))
        .startsWith("256 SHA256:")
        .endsWith("fairlead web (ED25519)");
  }

  @Test
  void refusesACommentThatWouldBreakTheLine() {
    // When, Then
    assertThatThrownBy(() -> keys.generate("a\nssh-rsa AAAA"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("one line");
  }
}
