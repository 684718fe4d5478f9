package io.fairlead.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  @TempDir private Path root;
  private Path log;
  private Path data;

  @BeforeEach
  void twoFiles() throws IOException {
    log = file("write/hub-1/logs/kafka.log");
    data = file("write/hub-1/kafka/00000000000000000000.log");
  }

  @Test
  void onlyTheLogsOfAFailureAreKept() {
    // When
    new DataFolder(root.resolve("write")).keepLogs();
    // Then
    assertThat(log).exists();
    assertThat(data.getParent()).doesNotExist();
  }

  @Test
  void nothingIsKeptOtherwise() {
    // When
    new DataFolder(root.resolve("write")).delete();
    // Then
    assertThat(root).isEmptyDirectory();
  }

  @Test
  void aFolderThatWasNeverUsedNeedNotBeThere() {
    // Given
    DataFolder unused = new DataFolder(root.resolve("storm"));
    // When
    unused.delete();
    // Then
    assertThat(root.resolve("storm")).doesNotExist();
  }

  private Path file(String name) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "said");
  }
}
