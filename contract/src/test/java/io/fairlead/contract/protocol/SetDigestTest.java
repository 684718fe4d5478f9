package io.fairlead.contract.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.contract.id.ConfigurationVersion;
import io.fairlead.contract.id.ResourceId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SetDigestTest {
  private static final ResourceId CLUSTER =
      ResourceId.cluster(
          "0b1f6471-1bf0-4dda-aec3-cb9272f09590",
          "edge",
          "Microsoft.Kubernetes/connectedClusters",
          "store-0001");
  private static final String FLUX = "Microsoft.KubernetesConfiguration/fluxConfigurations";

  /// The worked example of docs/agent-protocol.md, section 5.
  @Test
  void isWhatTheProtocolsPageWorksOut() {
    // Given
    ConfigurationVersion first =
        new ConfigurationVersion(
            CLUSTER.extension(FLUX, "baseline"),
            UUID.fromString("6f1c2a7e-5a3b-4a53-9a43-0f1a3c1f2b11"),
            7);
    ConfigurationVersion second =
        new ConfigurationVersion(
            CLUSTER.extension(FLUX, "monitoring"),
            UUID.fromString("b7d1c8ce-0c5e-4f0a-8a64-2d1f0f0d9a02"),
            12);
    // When
    SetDigest one = SetDigest.of(List.of(first));
    SetDigest both = one.with(second);
    // Then
    assertThat(one)
        .hasToString("698620203557d4c187422d57652dbfca75150722602d5beaed846e0bdf1d8fd1-1");
    assertThat(both)
        .hasToString("ee77b372395511b83e06535ab2af5da94f19d17f3a3f93e39d880525e511304b-2");
    assertThat(SetDigest.EMPTY).hasToString("0".repeat(64) + "-0");
  }

  @Property(tries = 200)
  void doesNotDependOnOrder(
      @ForAll("members") List<ConfigurationVersion> members, @ForAll long seed) {
    // Given
    List<ConfigurationVersion> shuffled = new ArrayList<>(members);
    Collections.shuffle(shuffled, new Random(seed));
    // When, Then
    assertThat(SetDigest.of(shuffled)).isEqualTo(SetDigest.of(members));
  }

  @Property(tries = 200)
  void forgetsAMemberAsIfItHadNeverBeenThere(
      @ForAll("members") List<ConfigurationVersion> members,
      @ForAll("member") ConfigurationVersion other) {
    // Given
    SetDigest digest = SetDigest.of(members);
    // When, Then
    assertThat(digest.with(other).without(other)).isEqualTo(digest);
  }

  @Property(tries = 200)
  void tellsSetsApart(
      @ForAll("members") List<ConfigurationVersion> one,
      @ForAll("members") List<ConfigurationVersion> other) {
    // Given
    boolean same = new HashSet<>(one).equals(new HashSet<>(other));
    // When, Then
    assertThat(SetDigest.of(new HashSet<>(one)).equals(SetDigest.of(new HashSet<>(other))))
        .isEqualTo(same);
  }

  @Property(tries = 200)
  void isReadAsItIsWritten(@ForAll("members") List<ConfigurationVersion> members) {
    // Given
    SetDigest digest = SetDigest.of(members);
    // When, Then
    assertThat(SetDigest.parse(digest.toString())).isEqualTo(digest);
  }

  @Property(tries = 100)
  void doesNotDependOnTheLetterCaseOfIds(@ForAll("member") ConfigurationVersion member) {
    // Given
    ConfigurationVersion upper =
        new ConfigurationVersion(
            ResourceId.parse(member.id().toString().toUpperCase(Locale.ROOT)),
            member.uid(),
            member.generation());
    // When, Then
    assertThat(SetDigest.EMPTY.with(upper)).isEqualTo(SetDigest.EMPTY.with(member));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0-0",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000000-",
        "0000000000000000000000000000000000000000000000000000000000000000--1",
        "0000000000000000000000000000000000000000000000000000000000000000-1234567890",
        "000000000000000000000000000000000000000000000000000000000000000g-1"
      })
  void refusesWhatIsNoDigest(String text) {
    // When, Then
    assertThatThrownBy(() -> SetDigest.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Provide
  Arbitrary<ConfigurationVersion> member() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 5),
            Arbitraries.longs().between(0, 3),
            Arbitraries.longs().between(1, 4))
        .as(
            (number, uid, generation) ->
                new ConfigurationVersion(
                    CLUSTER.extension(FLUX, "c" + number), new UUID(0, uid), generation));
  }

  @Provide
  Arbitrary<List<ConfigurationVersion>> members() {
    return member().list().ofMaxSize(12);
  }
}
