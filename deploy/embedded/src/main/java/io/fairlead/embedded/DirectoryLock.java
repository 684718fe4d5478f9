package io.fairlead.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// Keeps a data directory to one user at a time. The operating system releases it when its owner
/// dies, so that nothing stale can be left behind.
public final class DirectoryLock implements AutoCloseable {
  private static final String FILE = "lock";

  private final FileChannel channel;

  private DirectoryLock(FileChannel channel) {
    this.channel = channel;
  }

  /// Takes the directory, creating it where it is missing.
  ///
  /// @throws StartException when another process, or another part of this one, has it, or when it
  ///     cannot be written
  public static DirectoryLock acquire(Path directory) {
    FileChannel channel = open(directory);
    @Nullable FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException inThisProcess) {
      lock = null;
    } catch (IOException e) {
      closeQuietly(channel, e);
      throw new StartException(
          "cannot lock data directory " + directory + ": " + e.getMessage(), e);
    }
    if (lock == null) {
      var inUse =
          new StartException("data directory " + directory + " is in use by another process");
      closeQuietly(channel, inUse);
      throw inUse;
    }
    return new DirectoryLock(channel);
  }

  private static FileChannel open(Path directory) {
    try {
      Files.createDirectories(directory);
      return FileChannel.open(
          directory.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new StartException("data directory " + directory + " is not writable (" + e + ")", e);
    }
  }

  private static void closeQuietly(FileChannel channel, Exception first) {
    try {
      channel.close();
    } catch (IOException e) {
      first.addSuppressed(e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new StartException("cannot release the lock of a data directory: " + e.getMessage(), e);
    }
  }
}
