package io.fairlead.contract.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentPublicKeyTest {
  /// A self-signed P-256 certificate that has expired long ago.
  private static final String CERTIFICATE =
      "MIIBNzCB3qADAgECAgkAhpqO/2EhAmQwCgYIKoZIzj0EAwMwEDEOMAwGA1UEAxMFYWdlbnQwHhcNMjAw"
          + "MTAxMDAwMDAwWhcNMjAwMTMxMDAwMDAwWjAQMQ4wDAYDVQQDEwVhZ2VudDBZMBMGByqGSM49AgEGCCqG"
          + "SM49AwEHA0IABB7kTqcA7zV4H3zlr7glW7j10Vo4bPxR0LB8evrVeL/q6EXiXKweir5RohLkAUgk5zP1"
          + "ebNf85l7Su+LvQmqrOmjITAfMB0GA1UdDgQWBBTrocC37IjKRgtVdGYs6KzPeQgWrTAKBggqhkjOPQQD"
          + "AwNIADBFAiEA3tAdL7d5uD0Cu5G7J3hUATXJ0voN9+xeqW9rwetUEOcCIFZjh7gTYMhwFKJROznsnSnI"
          + "oezy39/m6LW260VrZVMV";

  /// A SubjectPublicKeyInfo on P-256.
  private static final byte[] BARE_KEY =
      Base64.getDecoder()
          .decode(
              "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEHuROpwDvNXgffOWvuCVbuPXRWjhs/FHQsHx6+tV4v+roReJcrB6K"
                  + "vlGiEuQBSCTnM/V5s1/zmXtK74u9Caqs6Q==");

  @ParameterizedTest
  @ValueSource(ints = {2048, 3072})
  void readsAnRsaKeyInEveryForm(int bits) throws Exception {
    // Given
    var key = rsa(bits);

    // When
    var forms =
        Arrays.asList(
            AgentPublicKey.parse(base64(key.getEncoded())),
            AgentPublicKey.parse(base64(pem("PUBLIC KEY", key.getEncoded()))),
            AgentPublicKey.parse(base64(pkcs1(key))),
            AgentPublicKey.parse(base64(pem("RSA PUBLIC KEY", pkcs1(key)))));

    // Then
    assertThat(forms).containsOnly(new ParsedPublicKey.Accepted(key));
  }

  @ParameterizedTest
  @ValueSource(strings = {"secp256r1", "secp384r1", "secp521r1"})
  void readsAnEcKeyOnTheAllowedCurves(String curve) throws Exception {
    // Given
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(curve));
    var key = generator.generateKeyPair().getPublic();

    // When
    var parsed = AgentPublicKey.parse(base64(key.getEncoded()));

    // Then
    assertThat(parsed).isEqualTo(new ParsedPublicKey.Accepted(key));
  }

  @Test
  void readsAnEd25519Key() throws Exception {
    // Given
    var key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic();

    // When
    var parsed = AgentPublicKey.parse(base64(pem("PUBLIC KEY", key.getEncoded())));

    // Then
    assertThat(parsed).isEqualTo(new ParsedPublicKey.Accepted(key));
  }

  @Test
  void readsTheKeyOfACertificateThatHasExpired() {
    // Given
    var der = Base64.getDecoder().decode(CERTIFICATE);

    // When
    var forms =
        Arrays.asList(
            AgentPublicKey.parse(CERTIFICATE),
            AgentPublicKey.parse(base64(pem("CERTIFICATE", der))),
            AgentPublicKey.parse(
                CERTIFICATE.substring(0, 60) + "\r\n" + CERTIFICATE.substring(60)));

    // Then
    assertThat(forms).allMatch(ParsedPublicKey.Accepted.class::isInstance);
  }

  @Test
  void refusesAnRsaKeyThatIsTooShort() throws Exception {
    // Given
    var key = rsa(1024);

    // When
    var parsed = AgentPublicKey.parse(base64(key.getEncoded()));

    // Then
    assertThat(parsed).isEqualTo(new ParsedPublicKey.Refused("holds an RSA key of 1024 bits"));
  }

  @Test
  void refusesOtherAlgorithms() throws Exception {
    // Given
    var key = KeyPairGenerator.getInstance("X25519").generateKeyPair().getPublic();

    // When
    var parsed = AgentPublicKey.parse(base64(key.getEncoded()));

    // Then
    assertThat(parsed).isInstanceOf(ParsedPublicKey.Refused.class);
  }

  @Test
  void refusesAPrivateKeyByItsName() throws Exception {
    // Given
    var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();

    // When
    var parsed = AgentPublicKey.parse(base64(pem("PRIVATE KEY", pair.getPrivate().getEncoded())));

    // Then
    assertThat(parsed)
        .isEqualTo(
            new ParsedPublicKey.Refused("holds a private key, which must never leave its cluster"));
  }

  @Test
  void refusesAnEcPointOffItsCurve() throws Exception {
    // Given
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    var encoded = generator.generateKeyPair().getPublic().getEncoded();
    encoded[encoded.length - 1] ^= 1;

    // When
    var parsed = AgentPublicKey.parse(base64(encoded));

    // Then
    assertThat(parsed).isInstanceOf(ParsedPublicKey.Refused.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "not base64!", "AAAA", "LS0tLS1CRUdJTg==", "MIIB"})
  void refusesWhatIsNoKey(String value) {
    // When
    var parsed = AgentPublicKey.parse(value);

    // Then
    assertThat(parsed).isInstanceOf(ParsedPublicKey.Refused.class);
  }

  @Property
  void neverThrowsForAnyBytes(@ForAll byte[] bytes, @ForAll String text) {
    // When
    var fromBytes = AgentPublicKey.parse(base64(bytes));
    var fromText = AgentPublicKey.parse(text);

    // Then
    assertThat(fromBytes).isInstanceOf(ParsedPublicKey.Refused.class);
    assertThat(fromText).isInstanceOf(ParsedPublicKey.Refused.class);
  }

  @Property(tries = 200)
  void neverThrowsForADamagedKey(@ForAll int where, @ForAll byte what) {
    // Given
    var damaged = Base64.getDecoder().decode(CERTIFICATE);
    damaged[Math.floorMod(where, damaged.length)] = what;

    // When
    var parsed = AgentPublicKey.parse(base64(damaged));

    // Then
    assertThat(parsed).isNotNull();
  }

  @Property(tries = 200)
  void neverThrowsForADamagedBareKey(@ForAll int where, @ForAll byte what) {
    // Given
    var damaged = BARE_KEY.clone();
    damaged[Math.floorMod(where, damaged.length)] = what;

    // When
    var parsed = AgentPublicKey.parse(base64(damaged));
    var cut = AgentPublicKey.parse(base64(Arrays.copyOf(damaged, Math.floorMod(where, 30))));

    // Then
    assertThat(parsed).isNotNull();
    assertThat(cut).isInstanceOf(ParsedPublicKey.Refused.class);
  }

  private static PublicKey rsa(int bits) throws Exception {
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(bits);
    return generator.generateKeyPair().getPublic();
  }

  /// The bit string in a SubjectPublicKeyInfo of an RSA key of 2048 bits or more begins at byte
  /// 24.
  private static byte[] pkcs1(PublicKey key) {
    return Arrays.copyOfRange(key.getEncoded(), 24, key.getEncoded().length);
  }

  private static byte[] pem(String label, byte[] der) {
    var body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
        .formatted(label, body)
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
