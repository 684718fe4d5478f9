package io.fairlead.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Copies a child's output into a file of bounded size: a full file becomes `<name>.1`, replacing
/// the one before. Keeps the last lines in memory to explain a failed start. Never stops reading,
/// since a child whose pipe is full would hang.
final class BoundedLog {
  static final long MAX_BYTES = 4L << 20;
  private static final int LAST_LINES = 20;
  private static final int MAX_LINE = 4_000;

  private final Path file;
  private final ArrayDeque<String> last = new ArrayDeque<>(LAST_LINES);

  BoundedLog(Path file) {
    this.file = file;
  }

  /// Copies until the end of the stream; returns when the child has closed its output. Where the
  /// file cannot be written, the rest is read all the same and the first failure is thrown then.
  void pump(InputStream output, Consumer<String> eachLine) throws IOException {
    try (var reader = new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8))) {
      try {
        String line = reader.readLine();
        while (line != null) {
          line = copyUntilFull(line, reader, eachLine);
        }
      } catch (IOException unwritable) {
        reader.lines().forEach(eachLine);
        throw unwritable;
      }
    }
  }

  /// The last lines, oldest first.
  List<String> lastLines() {
    synchronized (last) {
      return List.copyOf(last);
    }
  }

  private @Nullable String copyUntilFull(
      String first, BufferedReader reader, Consumer<String> eachLine) throws IOException {
    long written = Files.exists(file) ? Files.size(file) : 0;
    if (written >= MAX_BYTES) {
      Files.move(
          file,
          file.resolveSibling(file.getFileName() + ".1"),
          StandardCopyOption.REPLACE_EXISTING);
      written = 0;
    }
    try (Writer writer =
        Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      String line = first;
      while (line != null && written < MAX_BYTES) {
        String kept = line.length() > MAX_LINE ? line.substring(0, MAX_LINE) : line;
        writer.write(kept);
        writer.write('\n');
        if (!reader.ready()) {
          writer.flush();
        }
        written += kept.length() + 1L;
        remember(kept);
        eachLine.accept(kept);
        line = reader.readLine();
      }
      return line;
    }
  }

  private void remember(String line) {
    synchronized (last) {
      if (last.size() == LAST_LINES) {
        last.removeFirst();
      }
      last.addLast(line);
    }
  }
}
