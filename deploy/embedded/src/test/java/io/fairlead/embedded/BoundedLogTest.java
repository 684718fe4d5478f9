package io.fairlead.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoundedLogTest {
  @TempDir Path directory;

  @Test
  void keeps_two_files_of_bounded_size() throws IOException {
    // Given
    Path file = directory.resolve("log");
    var line = "x".repeat(1_000) + "\n";
    var output = bytes(line.repeat((int) (3 * BoundedLog.MAX_BYTES / 1_000)));

    // When
    new BoundedLog(file).pump(output, each -> {});

    // Then
    assertThat(Files.size(file)).isLessThanOrEqualTo(BoundedLog.MAX_BYTES + 1_001);
    assertThat(Files.size(directory.resolve("log.1")))
        .isLessThanOrEqualTo(BoundedLog.MAX_BYTES + 1_001);
    try (var files = Files.list(directory)) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void remembers_the_last_lines() throws IOException {
    // Given
    var log = new BoundedLog(directory.resolve("log"));

    // When
    log.pump(bytes("first\n" + "more\n".repeat(19) + "last\n"), each -> {});

    // Then
    assertThat(log.lastLines()).hasSize(20).endsWith("last").doesNotContain("first");
  }

  @Test
  void reads_on_when_it_cannot_write() {
    // Given
    var log = new BoundedLog(directory.resolve("missing").resolve("log"));
    var seen = new ArrayList<String>();

    // When
    var failure = assertThatIOException().isThrownBy(() -> log.pump(bytes("1\n2\n3\n"), seen::add));

    // Then
    failure.withMessageContaining("missing");
    assertThat(seen).endsWith("2", "3");
  }

  private static ByteArrayInputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
