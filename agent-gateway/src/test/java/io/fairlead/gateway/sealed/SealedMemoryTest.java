package io.fairlead.gateway.sealed;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.id.ConfigurationVersion;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.secret.SealedSetting;
import io.fairlead.contract.secret.SealedSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SealedMemoryTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant END = NOW.plus(Duration.ofDays(2));
  private static final UUID UID = new UUID(1, 1);

  private final SealedMemory memory = new SealedMemory(20, 30);

  @Test
  void givesASettingToTheStateThatNamesItsVersion() {
    // Given
    memory.take(published("ship", "a", "httpsKey", 7, "jwe"), NOW);

    // When, Then
    assertThat(found("ship", "a", UID, "httpsKey", 7)).isEqualTo("jwe");
    assertThat(found("ship", "a", UID, "httpsKey", 8)).isNull();
    assertThat(found("ship", "a", new UUID(1, 2), "httpsKey", 7)).isNull();
    assertThat(found("ship", "b", UID, "httpsKey", 7)).isNull();
  }

  @Test
  void keepsWhatALaterRecordDoesNotName() {
    // Given
    memory.take(published("ship", "a", "httpsKey", 7, "old"), NOW);

    // When
    memory.take(published("ship", "a", "sshPrivateKey", 8, "new"), NOW);
    memory.take(published("ship", "a", "sshPrivateKey", 6, "older"), NOW);

    // Then
    assertThat(found("ship", "a", UID, "httpsKey", 7)).isEqualTo("old");
    assertThat(found("ship", "a", UID, "sshPrivateKey", 8)).isEqualTo("new");
  }

  @Test
  void forgetsWhatMayBeKeptNoLonger() {
    // Given
    memory.take(published("ship", "a", "httpsKey", 7, "jwe"), NOW);

    // When
    memory.expire(END);

    // Then
    assertThat(memory.size()).isZero();
    assertThat(found("ship", "a", UID, "httpsKey", 7)).isNull();
    memory.take(published("ship", "a", "httpsKey", 7, "jwe"), END);
    assertThat(memory.size()).isZero();
  }

  @Test
  void forgetsTheOldestOfAClusterThatHasTooMuch() {
    // When
    memory.take(published("ship", "a", "httpsKey", 7, "0123456789"), NOW);
    memory.take(published("ship", "b", "httpsKey", 8, "0123456789"), NOW);
    memory.take(published("ship", "c", "httpsKey", 9, "0123456789"), NOW);

    // Then
    assertThat(memory.size()).isEqualTo(20);
    assertThat(found("ship", "a", UID, "httpsKey", 7)).isNull();
    assertThat(found("ship", "c", UID, "httpsKey", 9)).isEqualTo("0123456789");
  }

  @Test
  void forgetsTheOldestOfAllWhenItIsTooMuchInAll() {
    // When
    for (String cluster : new String[] {"one", "two", "three", "four"}) {
      memory.take(published(cluster, "a", "httpsKey", 7, "0123456789"), NOW);
    }

    // Then
    assertThat(memory.size()).isEqualTo(30);
    assertThat(found("one", "a", UID, "httpsKey", 7)).isNull();
    assertThat(found("four", "a", UID, "httpsKey", 7)).isEqualTo("0123456789");
  }

  private static ResourceId id(String cluster, String name) {
    return ResourceId.cluster("s", "g", "Microsoft.Kubernetes/connectedClusters", cluster)
        .extension("Microsoft.KubernetesConfiguration/fluxConfigurations", name);
  }

  private static SealedSettings published(
      String cluster, String name, String setting, long version, String jwe) {
    return new SealedSettings(
        id(cluster, name), UID, 1, END, Map.of(setting, new SealedSetting(version, jwe)));
  }

  private @Nullable String found(
      String cluster, String name, UUID uid, String setting, long version) {
    SealedSetting found =
        memory
            .find(
                new ConfigurationVersion(id(cluster, name), uid, 9),
                Map.of(setting, new SealedSetting(version, null)),
                NOW)
            .get(setting);
    return found == null ? null : found.jwe();
  }
}
