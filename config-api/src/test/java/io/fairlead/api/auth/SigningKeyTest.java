package io.fairlead.api.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SigningKeyTest {
  @TempDir Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(folder.resolve("signing-key"), "ab".repeat(32));
    mode("rw-------");
  }

  private void mode(String mode) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rwx------"})
  void aWiderModeIsRefusedWithWhatToDo(String wider) throws IOException {
    // Given
    mode(wider);

    // Then
    assertThatThrownBy(() -> SigningKey.open(file))
        .hasMessageContaining("fairlead.api.signing-key-file")
        .hasMessageContaining("chmod 600")
        .hasMessageNotContaining("abab");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "abc", "zz", "abab"})
  void whatIsNoKeyIsRefused(String text) throws IOException {
    // Given
    Files.writeString(file, text);

    // Then
    assertThatThrownBy(() -> SigningKey.open(file)).hasMessageContaining("32 bytes");
  }

  @Test
  void anotherKeyCountsOnceItIsReadAndABrokenFileChangesNothing() throws IOException {
    // Given
    SigningKey key = SigningKey.open(file);
    byte[] first = key.current().getEncoded();
    Files.writeString(file, "rubbish");
    assertThat(key.refresh()).isPresent();
    assertThat(key.current().getEncoded()).isEqualTo(first);

    // When
    Files.writeString(file, "cd".repeat(32));

    // Then
    assertThat(key.refresh()).isEmpty();
    assertThat(key.current().getEncoded()).isNotEqualTo(first);
  }
}
