package io.fairlead.encryption;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.json.Json;
import io.fairlead.encryption.NotOpenedException.Reason;
import org.junit.jupiter.api.Test;

class PropertiesSealTest {
  private static final String OF_CLUSTER =
      "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/fleet/providers"
          + "/Microsoft.Kubernetes/connectedClusters/ship-01/providers"
          + "/Microsoft.KubernetesConfiguration/fluxConfigurations/";
  private static final ResourceId APPS = ResourceId.parse(OF_CLUSTER + "apps");
  private static final ResourceId OTHER = ResourceId.parse(OF_CLUSTER + "other");
  private static final byte[] CLEAR = "{\"scope\":\"kestrel\"}".getBytes(UTF_8);
  private static final JsonNode PROPERTIES = Json.readTree(CLEAR);

  private final PropertiesSeal seal = new PropertiesSeal(Keyring.open(Keysets.inFolderOfItsOwn()));

  @Test
  void whatTheDatabaseHasTravelsAsItIs() {
    // Given
    byte[] kept = seal.seal(APPS, PROPERTIES);
    // When
    TextNode travels = seal.toText(APPS, kept);
    // Then
    assertThat(travels.textValue()).isBase64().doesNotContain("kestrel");
    assertThat(seal.open(APPS, travels)).isEqualTo(PROPERTIES);
    assertThat(seal.open(APPS, kept)).isEqualTo(PROPERTIES);
  }

  @Test
  void theCaseOfAnIdMakesNoDifference() {
    // Given
    byte[] kept = seal.seal(APPS, PROPERTIES);
    // When
    JsonNode opened = seal.open(ResourceId.parse(OF_CLUSTER + "APPS"), kept);
    // Then
    assertThat(opened).isEqualTo(PROPERTIES);
  }

  @Test
  void thoseOfAnotherConfigurationAreRefused() {
    // Given
    byte[] kept = seal.seal(OTHER, PROPERTIES);
    // When / Then
    assertThatExceptionOfType(NotOpenedException.class)
        .isThrownBy(() -> seal.open(APPS, kept))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.NOT_GENUINE));
  }

  @Test
  void clearTextOfBeforeIsReadAndTravelsSealed() {
    // When
    TextNode travels = seal.toText(APPS, CLEAR);
    // Then
    assertThat(seal.open(APPS, CLEAR)).isEqualTo(PROPERTIES);
    assertThat(seal.open(APPS, PROPERTIES)).isEqualTo(PROPERTIES);
    assertThat(travels.textValue()).doesNotContain("kestrel");
    assertThat(seal.open(APPS, travels)).isEqualTo(PROPERTIES);
  }

  @Test
  void clearTextOfBeforeIsSealedWhenItIsSealedAnew() {
    // When
    byte[] sealed = seal.reseal(APPS, CLEAR);
    // Then
    assertThat(Keyring.keyOf(sealed)).contains(seal.keyring().keyset().primary());
    assertThat(seal.open(APPS, sealed)).isEqualTo(PROPERTIES);
  }

  @Test
  void aTextThatIsNotSealedIsRefusedAndNotQuoted() {
    // When / Then
    assertThatExceptionOfType(NotOpenedException.class)
        .isThrownBy(() -> seal.open(APPS, TextNode.valueOf("kestrel!")))
        .withNoCause()
        .satisfies(e -> assertThat(e.toString()).doesNotContain("kestrel"));
  }
}
