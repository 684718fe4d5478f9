package io.fairlead.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// PostgreSQL refuses to run as root, which is what one is in many containers. Wraps a command so
/// that it runs without root's identity.
final class Unprivileged {
  /// The wrapper's words before a command; none for a user that is not root.
  private final List<String> prefix;

  private Unprivileged(List<String> prefix) {
    this.prefix = prefix;
  }

  /// Finds out what works here.
  ///
  /// @param owned a directory that the commands must be able to write
  /// @throws StartException when running as root and nothing helps
  static Unprivileged forDirectory(Path owned) {
    if (!isRoot()) {
      return new Unprivileged(List.of());
    }
    // A user namespace without a mapping: root's files, nobody's name.
    var namespace = List.of("unshare", "--user");
    if (canWrite(namespace, owned)) {
      return new Unprivileged(namespace);
    }
    throw new StartException(
        "PostgreSQL does not run as root, and 'unshare --user' is not permitted here:"
            + " run as another user, or allow user namespaces");
  }

  List<String> wrap(List<String> command) {
    var wrapped = new ArrayList<>(prefix);
    wrapped.addAll(command);
    return wrapped;
  }

  private static boolean isRoot() {
    try {
      return Integer.valueOf(0)
          .equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid", LinkOption.NOFOLLOW_LINKS));
    } catch (IOException | UnsupportedOperationException noProc) {
      return "root".equals(System.getProperty("user.name"));
    }
  }

  private static boolean canWrite(List<String> prefix, Path directory) {
    var command = new ArrayList<>(prefix);
    command.addAll(List.of("test", "-w", directory.toString()));
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return false;
      }
      return process.exitValue() == 0;
    } catch (IOException notInstalled) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartException("interrupted while preparing PostgreSQL", e);
    }
  }
}
