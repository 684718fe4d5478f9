package io.fairlead.gateway.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The table's directory on disk.
final class TableFiles {
  private static final Logger LOGGER = LoggerFactory.getLogger(TableFiles.class);

  private final Path directory;

  TableFiles(Path directory) {
    this.directory = directory;
  }

  /// Deletes the files unless they may be followed on as that table.
  ///
  /// @return the binding of the files that are left; empty when there are none
  Optional<TableBinding> continueAs(TableBinding wanted) {
    try {
      Files.createDirectories(directory);
      Optional<TableBinding> found = TableBinding.read(directory);
      if (found.isPresent() && found.get().continues(wanted)) {
        LOGGER.info("table continued epoch={}", wanted.epoch());
        return found;
      }
      LOGGER.info("table built from empty epoch={} before={}", wanted.epoch(), found);
      // The binding goes first: files that are half deleted must not look like a table.
      TableBinding.delete(directory);
      deleteContents();
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("state directory cannot be used: " + directory, e);
    }
  }

  void write(TableBinding binding) {
    try {
      binding.write(directory);
    } catch (IOException e) {
      throw new UncheckedIOException("state directory cannot be written: " + directory, e);
    }
  }

  /// Has the next table built from empty.
  void distrust() {
    try {
      TableBinding.delete(directory);
    } catch (IOException e) {
      throw new UncheckedIOException("state directory cannot be written: " + directory, e);
    }
  }

  private void deleteContents() throws IOException {
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            if (!visited.equals(directory)) {
              Files.delete(visited);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
