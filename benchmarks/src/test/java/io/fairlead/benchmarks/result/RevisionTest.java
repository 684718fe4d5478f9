package io.fairlead.benchmarks.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RevisionTest {
  @Test
  void aTreeWithoutAHistoryIsOfNoKnownVersion(@TempDir Path tree) throws InterruptedException {
    // When
    String version = Revision.of(tree);
    // Then
    assertThat(version).isEqualTo("unknown");
  }
}
