package io.fairlead.encryption;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyringWatchTest {
  @TempDir private Path folder;

  @Test
  void aChangeOfTheFileIsNoticed() {
    // Given
    KeysetFile file = Keysets.in(folder);
    Keyring keyring = Keyring.open(file);
    try (var _ = KeyringWatch.start(keyring, Duration.ofMillis(20))) {
      // When
      KeyId next = file.change(Keyset::withNext).next().orElseThrow();
      // Then
      await().until(() -> keyring.keyset().has(next));
    }
  }
}
