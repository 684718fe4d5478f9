package io.fairlead.contract.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.contract.json.Json;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceIdTest {
  private static final ResourceId CLUSTER =
      ResourceId.cluster("S", "G", "Microsoft.Kubernetes/connectedClusters", "Ship");

  @Property(tries = 300)
  void isPrintedAsItWasWritten(@ForAll("ids") String text) {
    // When
    ResourceId id = ResourceId.parse(text);
    // Then
    assertThat(id).hasToString(text);
    assertThat(Json.read(Json.write(id), ResourceId.class)).hasToString(text);
  }

  @Property(tries = 300)
  void isEqualInAnyLetterCase(@ForAll("ids") String text) {
    // When
    ResourceId upper = ResourceId.parse(text.toUpperCase(Locale.ROOT));
    ResourceId lower = ResourceId.parse(text.toLowerCase(Locale.ROOT));
    // Then
    assertThat(upper).isEqualTo(lower).hasSameHashCodeAs(lower).hasToString(upper.toString());
    assertThat(upper.key()).isEqualTo(lower.key());
  }

  @Property(tries = 300)
  void neverThrowsAnythingElseOnAnyText(@ForAll String text) {
    // When, Then
    try {
      ResourceId.parse(text);
    } catch (IllegalArgumentException expected) {
      assertThat(expected).hasMessageContaining("resource id");
    }
  }

  @Test
  void knowsTheClusterItExtends() {
    // When
    ResourceId id = CLUSTER.extension("Microsoft.KubernetesConfiguration/fluxConfigurations", "b");
    // Then
    assertThat(id.parent()).contains(CLUSTER);
    assertThat(id.cluster()).isEqualTo(CLUSTER);
    assertThat(id.isExtension()).isTrue();
    assertThat(id.type()).isEqualTo("Microsoft.KubernetesConfiguration/fluxConfigurations");
    assertThat(id.name()).isEqualTo("b");
    assertThat(CLUSTER.cluster()).isSameAs(CLUSTER);
  }

  @Test
  void tellsItsPartsAsTheyWereWritten() {
    // When
    ResourceId id = CLUSTER.extension("Microsoft.KubernetesConfiguration/fluxConfigurations", "B");
    // Then
    assertThat(id.subscriptionId()).isEqualTo("S");
    assertThat(id.resourceGroup()).isEqualTo("G");
    assertThat(CLUSTER.type()).isEqualTo("Microsoft.Kubernetes/connectedClusters");
    assertThat(CLUSTER.name()).isEqualTo("Ship");
  }

  /// The small letter of `İ` is two characters.
  @Test
  void isCutWhereItsClusterEndsHoweverManyCharactersSmallLettersAre() {
    // Given
    ResourceId cluster = ResourceId.cluster("S", "İ", "N/T", "Ship");
    // When
    ResourceId extended = cluster.extension("N/T", "b").cluster();
    // Then
    assertThat(extended).isEqualTo(cluster).hasToString(cluster.toString());
    assertThat(extended.key()).isEqualTo(cluster.key());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "subscriptions/S/resourceGroups/G/providers/N/T/NAME",
        "/subscriptions/S/resourceGroups/G/providers/N/T",
        "/subscriptions/S/resourceGroups/G/providers/N/T/",
        "/subscriptions/S/resourceGroups/G/providers/N/T/a/b",
        "/subscriptions/S/resourceGroups/G/providers/N/T/a/providers/N/T/b/c",
        "/subscriptions/S/resourceGroups/G/providers/N/T/a/providers/N/T/b/",
        "/subscriptions/S/resourceGroups/G/providers/N/T/a/extensions/N/T/b",
        "/subscriptions/S/resourceGroups//providers/N/T/a",
        "/subscriptionsS/S/resourceGroups/G/providers/N/T/a",
        "/tenants/S/resourceGroups/G/providers/N/T/NAME",
        "/subscriptions/S/resourceGroups/G/providers/N/T/a?b",
        "/subscriptions/S/resourceGroups/G/providers/N/T/a\nb"
      })
  void refusesWhatIsNoId(String text) {
    // When, Then
    assertThatThrownBy(() -> ResourceId.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Provide
  Arbitrary<String> ids() {
    Arbitrary<String> segment =
        Arbitraries.strings()
            .withCharRange('a', 'z')
            .withCharRange('A', 'Z')
            .withCharRange('0', '9')
            .withChars('-', '_', '.', '(', ')')
            .ofMinLength(1)
            .ofMaxLength(40);
    Arbitrary<String> cluster =
        Combinators.combine(segment, segment, segment, segment, segment)
            .as(
                (subscription, group, provider, type, name) ->
                    "/subscriptions/%s/ResourceGroups/%s/providers/%s/%s/%s"
                        .formatted(subscription, group, provider, type, name));
    Arbitrary<String> extension =
        Combinators.combine(cluster, segment, segment, segment)
            .as(
                (parent, provider, type, name) ->
                    "%s/providers/%s/%s/%s".formatted(parent, provider, type, name));
    return Arbitraries.oneOf(cluster, extension);
  }
}
