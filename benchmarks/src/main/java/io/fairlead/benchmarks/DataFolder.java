package io.fairlead.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Where benchmarks keep what they need while they run, which may be gigabytes.
///
/// @param path the folder; it need not exist
record DataFolder(Path path) {
  /// What processes write for people. Kafka's segments and RocksDB's journals have numbers.
  private static final Pattern TEXT = Pattern.compile("[a-z].*\\.(log|txt)");

  /// Deletes all of it.
  ///
  /// @throws UncheckedIOException when that cannot be done
  void delete() {
    delete(file -> true);
  }

  /// Deletes all but what processes wrote for people.
  ///
  /// @throws UncheckedIOException when that cannot be done
  void keepLogs() {
    delete(file -> !TEXT.matcher(file.getFileName().toString()).matches());
  }

  private void delete(Predicate<Path> isToGo) {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(path)) {
      for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
        if (Files.isDirectory(each) ? isEmpty(each) : isToGo.test(each)) {
          Files.delete(each);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + path, e);
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> content = Files.list(folder)) {
      return content.findAny().isEmpty();
    }
  }
}
