package io.fairlead.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotationTest {
  private static final Duration GRACE = Duration.ofSeconds(7);

  @TempDir private Path folder;

  @Test
  void everyReaderCanKnowTheKeyBeforeItSeals() throws InterruptedException {
    // Given
    KeysetFile file = Keysets.in(folder);
    KeyId former = file.read().primary();
    var waited = new ArrayList<Keyset>();
    // When
    KeyId primary = new Rotation(file, GRACE).run(pace(() -> waited.add(file.read())));
    // Then
    assertThat(waited)
        .singleElement()
        .satisfies(
            keyset -> {
              assertThat(keyset.primary()).isEqualTo(former);
              assertThat(keyset.next()).contains(primary);
            });
    assertThat(file.read().keys())
        .isEqualTo(
            List.of(
                new Keyset.Key(former, Keyset.Role.OLD),
                new Keyset.Key(primary, Keyset.Role.PRIMARY)));
  }

  @Test
  void oneThatWasInterruptedIsTakenToItsEnd() throws InterruptedException {
    // Given
    KeysetFile file = Keysets.in(folder);
    var interrupted =
        new Rotation.Pace() {
          @Override
          public void added(KeyId id) {}

          @Override
          public void await(Duration grace) throws InterruptedException {
            throw new InterruptedException();
          }
        };
    assertThatExceptionOfType(InterruptedException.class)
        .isThrownBy(() -> new Rotation(file, GRACE).run(interrupted));
    KeyId added = file.read().next().orElseThrow();
    // When
    KeyId primary = new Rotation(file, GRACE).run(pace(() -> {}));
    // Then
    assertThat(primary).isEqualTo(added);
    assertThat(file.read().keys()).hasSize(2);
  }

  private static Rotation.Pace pace(Runnable waiting) {
    return new Rotation.Pace() {
      @Override
      public void added(KeyId id) {}

      @Override
      public void await(Duration grace) {
        assertThat(grace).isEqualTo(GRACE);
        waiting.run();
      }
    };
  }
}
