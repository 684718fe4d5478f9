package io.fairlead.store.secret;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.store.secret.SecretProvider.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretFolderTest {
  @TempDir Path outside;
  private Path directory = Path.of("");
  private SecretFolder folder = new SecretFolder(directory);

  @BeforeEach
  void open() throws IOException {
    directory = Files.createDirectory(outside.resolve("secrets"));
    Files.createDirectory(directory.resolve("vault"));
    folder = new SecretFolder(directory);
  }

  @Test
  void readsAFileAnewEachTime() throws IOException {
    // Given
    Path file = Files.writeString(directory.resolve("vault/key"), "one");
    Answer before = find("key");
    Files.writeString(file, "two");

    // Then
    assertThat(before).isEqualTo(new Answer.Found(new Secret("one")));
    assertThat(find("key")).isEqualTo(new Answer.Found(new Secret("two")));
    assertThat(find("key").toString()).doesNotContain("two");
  }

  @ParameterizedTest
  @CsvSource({"'a\n', a", "'a\r\n', a", "'a\n\n', 'a\n'", "' a ', ' a '"})
  void leavesOutOneEndOfLine(String content, String secret) throws IOException {
    // Given
    Files.writeString(directory.resolve("vault/key"), content);

    // Then
    assertThat(find("key")).isEqualTo(new Answer.Found(new Secret(secret)));
  }

  @Test
  void followsTheLinksOfAMountedSecret() throws IOException {
    // Given
    Path version = Files.createDirectory(directory.resolve("vault/..2026_01_01"));
    Files.writeString(version.resolve("key"), "mounted");
    Files.createSymbolicLink(directory.resolve("vault/..data"), Path.of("..2026_01_01"));
    Files.createSymbolicLink(directory.resolve("vault/key"), Path.of("..data/key"));

    // Then
    assertThat(find("key")).isEqualTo(new Answer.Found(new Secret("mounted")));
  }

  @Test
  void leavesTheFolderByNoLinkAndNoName() throws IOException {
    // Given
    Files.writeString(outside.resolve("other"), "not yours");
    Files.createSymbolicLink(directory.resolve("vault/link"), outside.resolve("other"));

    // Then
    assertThat(missing(find("link"))).contains("leads out of the folder");
    assertThat(missing(find("../../other"))).contains("names of vaults");
    assertThat(missing(find("..data"))).contains("names of vaults");
    assertThat(missing(folder.find(new SecretReference("..", "other", null))))
        .contains("names of vaults");
  }

  @Test
  void saysWhyThereIsNone() throws IOException {
    // Given
    Files.createFile(directory.resolve("vault/empty"));
    Files.createDirectory(directory.resolve("vault/folder"));
    Files.write(directory.resolve("vault/large"), new byte[SecretFolder.MAX_BYTES + 1]);
    Files.write(directory.resolve("vault/binary"), new byte[] {(byte) 0xff});

    // Then
    assertThat(missing(find("absent"))).contains("no such file");
    assertThat(missing(find("empty"))).contains("empty");
    assertThat(missing(find("folder"))).contains("something else than a file");
    assertThat(missing(find("large"))).contains("more than 65536 bytes");
    assertThat(missing(find("binary"))).contains("not UTF-8");
    assertThat(missing(folder.find(new SecretReference("vault", "empty", "7"))))
        .contains("no versions");
  }

  private Answer find(String name) {
    return folder.find(new SecretReference("vault", name, null));
  }

  private static String missing(Answer answer) {
    assertThat(answer).isInstanceOf(Answer.Missing.class);
    return ((Answer.Missing) answer).why();
  }
}
