package io.fairlead.benchmarks.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RevisionTest {
  @TempDir private Path tree;

  @Test
  void aTreeWithoutAHistoryIsOfNoKnownVersion() throws InterruptedException {
    // When
    String version = Revision.of(tree);
    // Then
    assertThat(version).isEqualTo("unknown");
  }

  @Test
  void aTreeIsOfItsCommit() throws IOException, InterruptedException {
    // Given
    commit();
    // When
    String version = Revision.of(tree);
    // Then
    assertThat(version).matches("[0-9a-f]{12}");
  }

  @Test
  void aNewFileMakesAnotherVersion() throws IOException, InterruptedException {
    // Given
    commit();
    Files.writeString(tree.resolve("new"), "new");
    // When
    String version = Revision.of(tree);
    // Then
    assertThat(version).matches("[0-9a-f]{12}-dirty");
  }

  private void commit() throws IOException, InterruptedException {
    git("init", "-q");
    git(
        "-c",
        "user.name=a",
        "-c",
        "user.email=a@example.com",
        "commit",
        "-qm",
        "one",
        "--allow-empty");
  }

  private void git(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(words));
    Process git = new ProcessBuilder(command).directory(tree.toFile()).inheritIO().start();
    assertThat(git.waitFor()).isZero();
  }
}
