package io.fairlead.session.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.secret.SettingSeal;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import org.jose4j.jwe.JsonWebEncryption;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;

class SettingsOpenerTest {
  private static final ResourceId CLUSTER =
      ResourceId.cluster("s", "g", "Microsoft.Kubernetes/connectedClusters", "ship");
  private static final ResourceId BASE =
      CLUSTER.extension("Microsoft.KubernetesConfiguration/fluxConfigurations", "base");
  private static final KeyPair KEYS = pair("RSA");
  private static final SettingSeal PLACE = new SettingSeal(BASE, new UUID(1, 1), "httpsKey");

  private final SettingsOpener opener = AgentIdentity.of(CLUSTER, KEYS).opener();

  @Test
  void opensWhatIsSealedToTheKeyInItsPlace() throws Exception {
    // When
    byte[] opened = opener.open(PLACE, sealTo(KEYS, PLACE));

    // Then
    assertThat(opened).asString(StandardCharsets.UTF_8).isEqualTo("secret");
  }

  @Test
  void doesNotOpenWhatWasSealedForAnotherPlace() throws Exception {
    // Given
    String other = sealTo(KEYS, new SettingSeal(BASE, new UUID(1, 2), "httpsKey"));
    String moved = sealTo(KEYS, new SettingSeal(BASE, new UUID(1, 1), "sshPrivateKey"));

    // When, Then
    assertThatThrownBy(() -> opener.open(PLACE, other)).isInstanceOf(SealException.class);
    assertThatThrownBy(() -> opener.open(PLACE, moved))
        .isInstanceOf(SealException.class)
        .hasMessageContaining("another place");
  }

  @Test
  void doesNotOpenWhatWasSealedToAnotherKey() throws Exception {
    // Given
    String other = sealTo(pair("RSA"), PLACE);

    // When, Then
    assertThatThrownBy(() -> opener.open(PLACE, other))
        .isInstanceOf(SealException.class)
        .hasMessageContaining("another key");
  }

  @Test
  void doesNotOpenWhatWasChangedOnItsWay() throws Exception {
    // Given
    String jwe = sealTo(KEYS, PLACE);
    int end = jwe.lastIndexOf('.');
    char last = jwe.charAt(end - 2) == 'A' ? 'B' : 'A';
    String changed = jwe.substring(0, end - 2) + last + jwe.substring(end - 1);

    // When, Then
    assertThatThrownBy(() -> opener.open(PLACE, changed)).isInstanceOf(SealException.class);
    assertThatThrownBy(() -> opener.open(PLACE, "no JWE"))
        .isInstanceOf(SealException.class)
        .hasMessageNotContaining("no JWE");
  }

  @Test
  void needsAnRsaKey() throws Exception {
    // Given
    SettingsOpener edwards = AgentIdentity.of(CLUSTER, pair("Ed25519")).opener();
    String jwe = sealTo(KEYS, PLACE);

    // When, Then
    assertThatThrownBy(() -> edwards.open(PLACE, jwe))
        .isInstanceOf(SealException.class)
        .hasMessageContaining("RSA");
  }

  private static String sealTo(KeyPair keys, SettingSeal place) throws JoseException {
    JsonWebEncryption jwe = new JsonWebEncryption();
    jwe.setAlgorithmHeaderValue(SettingSeal.KEY_ALGORITHM);
    jwe.setEncryptionMethodHeaderParameter(SettingSeal.CONTENT_ALGORITHM);
    jwe.setKeyIdHeaderValue(SettingSeal.thumbprint(keys.getPublic()));
    place.header().forEach(jwe::setHeader);
    jwe.setKey(keys.getPublic());
    jwe.setPlaintext("secret");
    return jwe.getCompactSerialization();
  }

  private static KeyPair pair(String algorithm) {
    try {
      return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
