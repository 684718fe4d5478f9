package io.fairlead.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Who of a user's processes has chosen which port. A chosen port looks free until a server that
/// takes seconds to start listens there: meanwhile no other may choose it.
///
/// A claim is a lock of one byte, at the port's number, of a file that all of them share. It ends
/// with the process, and is not needed any more once the server listens. Thread-safe.
final class PortClaims {
  private static final Logger LOG = Logger.getLogger(PortClaims.class.getName());

  /// Never closed: closing one channel of a file gives up all locks of the process on it.
  private final @Nullable FileChannel claims;

  private PortClaims(@Nullable FileChannel claims) {
    this.claims = claims;
  }

  /// Those in a file. Where it cannot be had, ports are chosen without regard to other processes.
  static PortClaims in(Path file) {
    try {
      return new PortClaims(
          FileChannel.open(
              file,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              LinkOption.NOFOLLOW_LINKS));
    } catch (IOException e) {
      LOG.log(Level.WARNING, e, () -> "ports cannot be claimed file=" + file);
      return new PortClaims(null);
    }
  }

  /// Takes a port for the rest of this process's life.
  ///
  /// @return whether it is this caller's; not when somebody has it, be it this process
  boolean take(int port) {
    if (claims == null) {
      return true;
    }
    try {
      return claims.tryLock(port, 1, false) != null;
    } catch (OverlappingFileLockException e) {
      return false;
    } catch (IOException e) {
      throw new StartException("cannot claim port " + port + " (" + e + ")", e);
    }
  }
}
