package io.fairlead.api.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TokenFileTest {
  private static final String OLD = "the-old-token-of-24-char";
  private static final String NEW = "the-new-token-of-24-char";

  private final Path file;

  TokenFileTest(@TempDir Path directory) {
    this.file = directory.resolve("token");
  }

  @Test
  void eachLineIsAToken() throws IOException {
    // Given
    Files.writeString(file, " " + OLD + "\r\n\n" + NEW);

    // When
    var tokens = TokenFile.open(file);

    // Then
    assertThat(tokens.accepts(OLD)).isTrue();
    assertThat(tokens.accepts(NEW)).isTrue();
    assertThat(tokens.accepts(OLD + "x")).isFalse();
    assertThat(tokens.accepts("")).isFalse();
  }

  @Test
  void aChangedFileIsTakenUpAndAWithdrawnTokenIsWorthless() throws IOException {
    // Given
    Files.writeString(file, OLD);
    var tokens = TokenFile.open(file);
    Files.writeString(file, NEW);

    // When
    var problem = tokens.refresh();

    // Then
    assertThat(problem).isEmpty();
    assertThat(tokens.accepts(NEW)).isTrue();
    assertThat(tokens.accepts(OLD)).isFalse();
  }

  @Test
  void aFileThatVanishesLocksNobodyOut() throws IOException {
    // Given
    Files.writeString(file, OLD);
    var tokens = TokenFile.open(file);
    Files.delete(file);

    // When
    var problem = tokens.refresh();

    // Then
    assertThat(problem).hasValue("NoSuchFileException");
    assertThat(tokens.accepts(OLD)).isTrue();
  }

  @Test
  void aFileThatIsEmptiedLocksEverybodyOut() throws IOException {
    // Given
    Files.writeString(file, OLD);
    var tokens = TokenFile.open(file);
    Files.writeString(file, "");

    // When
    tokens.refresh();

    // Then
    assertThat(tokens.accepts(OLD)).isFalse();
    assertThat(tokens.accepts("")).isFalse();
  }

  @Test
  void aMissingFileAndOneWithoutATokenSayWhatToSet() throws IOException {
    assertThatThrownBy(() -> TokenFile.open(file))
        .hasMessageContaining("fairlead.api.token-file")
        .hasMessageContaining(file.toString());
    Files.writeString(file, "short");
    assertThatThrownBy(() -> TokenFile.open(file)).hasMessageContaining("16 characters");
  }
}
