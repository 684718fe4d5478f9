package io.fairlead.gateway.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The table's directory on disk, for this process alone: two that write to it would each delete
/// the other's table. Thread-safe.
final class TableFiles implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(TableFiles.class);

  private static final String LOCK = "lock";

  private final Path directory;
  private final FileChannel lock;
  private boolean distrusted;

  /// Takes a directory, which is created where it is missing.
  ///
  /// @throws IllegalStateException when another process has it, or it cannot be written
  TableFiles(Path directory) {
    this.directory = directory;
    this.lock = lock(directory);
  }

  private static FileChannel lock(Path directory) {
    try {
      Files.createDirectories(directory);
      FileChannel channel =
          FileChannel.open(
              directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (tryLock(channel)) {
        return channel;
      }
      channel.close();
      throw new IllegalStateException(
          "fairlead.gateway.state-dir is in use by another gateway: " + directory);
    } catch (IOException e) {
      throw new IllegalStateException(
          "fairlead.gateway.state-dir cannot be written: %s (%s)".formatted(directory, e), e);
    }
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException _) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      LOGGER.warn("state directory not unlocked reason={}", e.toString());
    }
  }

  /// Deletes the files unless they may be followed on as that table.
  ///
  /// @return the binding of the files that are left; empty when there are none
  synchronized Optional<TableBinding> continueAs(TableBinding wanted) {
    distrusted = false;
    try {
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

  /// Says what the files hold, unless they are not to be trusted.
  synchronized void write(TableBinding binding) {
    try {
      if (!distrusted) {
        binding.write(directory);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("state directory cannot be written: " + directory, e);
    }
  }

  /// Has the next table built from empty.
  synchronized void distrust() {
    distrusted = true;
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
            if (!file.equals(directory.resolve(LOCK))) {
              Files.delete(file);
            }
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
