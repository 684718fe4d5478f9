package io.fairlead.systemtest.tree;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The files of the project.
final class Tree {
  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

  private Tree() {}

  /// A file's whole text; `file` is relative to the project's root.
  static String text(String file) {
    try {
      return Files.readString(ROOT.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
