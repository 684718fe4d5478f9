package io.fairlead.local.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fairlead.embedded.StartException;
import io.fairlead.encryption.KeyId;
import io.fairlead.encryption.KeysetFile;
import io.fairlead.encryption.Rotation;
import io.fairlead.local.DataDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysMainTest {
  private static final SealedCounts NO_HUB = Optional::empty;
  private static final SealedCounts DONE = () -> Optional.of(Map.of("none", 0L));

  @TempDir private Path data;
  private final List<String> said = new ArrayList<>();
  private KeysetFile file;

  @BeforeEach
  void begin() {
    file = new DataDirectory(data).keysetFile();
    file.createIfMissing();
  }

  @Test
  void aKeysetIsMadeOnceForItsOwnerAlone() throws IOException, InterruptedException {
    // Given
    String elsewhere = data.resolve("other.json").toString();
    // When
    run(NO_HUB, Instant.now(), "create", "--keyset", elsewhere);
    // Then
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(elsewhere))))
        .isEqualTo("rw-------");
    assertThat(said).singleElement().asString().startsWith("made " + elsewhere);
    assertThatExceptionOfType(StartException.class)
        .isThrownBy(() -> run(NO_HUB, Instant.now(), "create", "--keyset", elsewhere))
        .withMessageContaining("there already");
  }

  @Test
  void aRotationLeavesTheFormerKeyForReading() throws InterruptedException {
    // Given
    KeyId former = file.read().primary();
    // When
    run(NO_HUB, Instant.now(), "rotate", "--grace", "0");
    // Then
    KeyId primary = file.read().primary();
    assertThat(primary).isNotEqualTo(former);
    assertThat(file.read().has(former)).isTrue();
    assertThat(said).contains("primary " + primary);
  }

  @Test
  void theListTellsWhatEachKeyIsForAndWhatIsLeftToDo() throws InterruptedException {
    // Given
    KeyId former = file.read().primary();
    run(NO_HUB, Instant.now(), "rotate", "--grace", "0");
    said.clear();
    // When
    run(() -> Optional.of(Map.of(former.toString(), 7L, "none", 2L)), Instant.now(), "list");
    // Then
    assertThat(said)
        .containsExactly(
            former + " old, opens only; 7 values in the database",
            file.read().primary() + " primary, seals; 0 values in the database",
            "no key; 2 values in the database");
  }

  @Test
  void aKeyThatMayBeInUseIsNotRemoved() throws InterruptedException {
    // Given
    String former = file.read().primary().toString();
    run(NO_HUB, Instant.now(), "rotate", "--grace", "0");
    Instant later = Instant.now().plus(KeysMain.KEPT_ON_TOPICS).plusSeconds(60);
    // When / Then
    assertRefused("no hub answers", NO_HUB, later, former);
    assertRefused("7 values", () -> Optional.of(Map.of(former, 7L)), later, former);
    assertRefused("on topics until", DONE, Instant.now(), former);
    assertThat(file.read().keys()).hasSize(2);
  }

  @Test
  void aKeyThatNothingUsesAnyMoreIsRemoved() throws InterruptedException {
    // Given
    KeyId former = file.read().primary();
    run(NO_HUB, Instant.now(), "rotate", "--grace", "0");
    Instant later = Instant.now().plus(KeysMain.KEPT_ON_TOPICS).plusSeconds(60);
    // When
    run(DONE, later, "remove", former.toString());
    // Then
    assertThat(file.read().has(former)).isFalse();
  }

  @Test
  void whatTheHubSaysIsReadFromItsMetrics() {
    // When / Then
    assertThat(
            SealedCounts.read(
                """
                # TYPE fairlead_encryption_values gauge
                fairlead_encryption_values{key="none"} 0.0
                fairlead_encryption_values{key="2874033941"} 12.0
                other{key="1"} 3
                """))
        .hasValue(Map.of("none", 0L, "2874033941", 12L));
    assertThat(SealedCounts.read("")).isEmpty();
  }

  @Test
  void wordsThatAreNotKnownAreRefused() {
    // When / Then
    assertThatExceptionOfType(StartException.class)
        .isThrownBy(() -> KeysOptions.parse(List.of("list", "--grace", "3"), data))
        .withMessageContaining("--grace");
    assertThatExceptionOfType(StartException.class)
        .isThrownBy(() -> KeysOptions.parse(List.of("remove", "kestrel"), data))
        .withMessageContaining("no id of a key");
    assertThatExceptionOfType(StartException.class)
        .isThrownBy(() -> KeysOptions.parse(List.of("exchange"), data))
        .withMessageContaining(KeysOptions.USAGE);
  }

  private void assertRefused(String why, SealedCounts hub, Instant now, String key) {
    assertThatExceptionOfType(StartException.class)
        .isThrownBy(() -> run(hub, now, "remove", key))
        .withMessageContaining(why);
  }

  private void run(SealedCounts hub, Instant now, String... words) throws InterruptedException {
    new KeysMain(
            KeysOptions.parse(List.of(words), data), hub, PACE, InstantSource.fixed(now), said::add)
        .run();
  }

  private static final Rotation.Pace PACE =
      new Rotation.Pace() {
        @Override
        public void added(KeyId id) {}

        @Override
        public void await(Duration grace) {}
      };
}
