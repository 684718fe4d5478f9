package io.fairlead.session.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// An open file that is written at its end.
interface StateFile extends AutoCloseable {
  /// Opens files.
  interface Opener {
    /// Opens a file for writing, creating it where it is missing.
    StateFile open(Path path) throws IOException;
  }

  /// The operating system's files.
  Opener REAL = Real::new;

  /// Writes all of the bytes at that position. On an exception some of them may be written.
  void write(ByteBuffer bytes, long position) throws IOException;

  /// Returns when everything written outlives the power of the machine.
  void force() throws IOException;

  /// Cuts everything from that position on.
  void truncate(long size) throws IOException;

  @Override
  void close() throws IOException;

  /// The operating system's file.
  final class Real implements StateFile {
    private final FileChannel channel;

    Real(Path path) throws IOException {
      channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    @Override
    public void write(ByteBuffer bytes, long position) throws IOException {
      long at = position;
      while (bytes.hasRemaining()) {
        at += channel.write(bytes, at);
      }
    }

    @Override
    public void force() throws IOException {
      channel.force(false);
    }

    @Override
    public void truncate(long size) throws IOException {
      channel.truncate(size);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
