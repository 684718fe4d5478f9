package io.fairlead.session.file;

import io.fairlead.session.desired.StoreException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/// A directory that one session has for itself. The operating system frees it when its owner dies,
/// so nothing stale is left behind.
final class StateDirectory implements AutoCloseable {
  private final Path path;
  private final FileChannel lockFile;

  private StateDirectory(Path path, FileChannel lockFile) {
    this.path = path;
    this.lockFile = lockFile;
  }

  /// Takes the directory, creating it where it is missing.
  static StateDirectory take(Path path) {
    FileChannel lockFile;
    try {
      createPrivate(path);
      lockFile =
          FileChannel.open(
              path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new StoreException("state directory " + path + " is not usable: " + e, e);
    }
    try {
      if (tryLock(lockFile) != null) {
        return new StateDirectory(path, lockFile);
      }
      lockFile.close();
    } catch (IOException e) {
      throw new StoreException("state directory " + path + " cannot be locked: " + e, e);
    }
    throw new StoreException("state directory " + path + " is in use by another agent");
  }

  private static void createPrivate(Path path) throws IOException {
    Path existing = existingParent(path);
    if (Files.getFileStore(existing).supportsFileAttributeView("posix")) {
      Files.createDirectories(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } else {
      Files.createDirectories(path);
    }
    // Else a loss of power could take the directory with all it holds.
    for (Path parent = path.toAbsolutePath().getParent();
        parent != null && parent.startsWith(existing);
        parent = parent.getParent()) {
      force(parent);
    }
  }

  private static Path existingParent(Path path) {
    Path parent = path.toAbsolutePath();
    while (!Files.exists(parent) && parent.getParent() != null) {
      parent = parent.getParent();
    }
    return parent;
  }

  private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
    try {
      return file.tryLock();
    } catch (OverlappingFileLockException inThisProcess) {
      return null;
    }
  }

  Path file(String name) {
    return path.resolve(name);
  }

  /// Makes renames in the directory outlive the power of the machine.
  void force() throws IOException {
    force(path);
  }

  private static void force(Path path) throws IOException {
    try (FileChannel directory = FileChannel.open(path, StandardOpenOption.READ)) {
      directory.force(true);
    }
  }

  @Override
  public void close() {
    try {
      lockFile.close();
    } catch (IOException e) {
      throw new StoreException("state directory " + path + " cannot be freed: " + e, e);
    }
  }
}
