package io.fairlead.systemtest.tree;

import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/// The files of the project.
final class Tree {
  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

  private Tree() {}

  /// Where a file or folder is; `name` is relative to the project's root.
  static Path path(String name) {
    return ROOT.resolve(name);
  }

  /// The texts of all files of a folder by their names, without those of folders in it; none where
  /// there is no such folder.
  static Map<String, String> files(String folder) {
    if (!Files.isDirectory(ROOT.resolve(folder))) {
      return Map.of();
    }
    try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
      return files
          .filter(Files::isRegularFile)
          .collect(
              toMap(
                  file -> file.getFileName().toString(),
                  file -> text(ROOT.relativize(file).toString())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A file's whole text; `file` is relative to the project's root.
  static String text(String file) {
    try {
      return Files.readString(ROOT.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
