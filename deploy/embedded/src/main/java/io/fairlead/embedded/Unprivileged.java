package io.fairlead.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// PostgreSQL refuses to run as root, which is what one is in many containers. Wraps its commands
/// so that they run without root's identity, and sees to it that they can use their files.
sealed interface Unprivileged {

  /// The command that does the same without root's identity.
  List<String> wrap(List<String> command);

  /// Whether the commands can only use files that they were given by [#give(Path)].
  boolean isForeign();

  /// Makes a file, or a directory with all it holds, the commands' own.
  void give(Path path) throws IOException;

  /// Whoever runs this may run PostgreSQL.
  record Same() implements Unprivileged {
    @Override
    public List<String> wrap(List<String> command) {
      return command;
    }

    @Override
    public boolean isForeign() {
      return false;
    }

    @Override
    public void give(Path path) {}
  }

  /// A user namespace without a mapping: root's files, nobody's name.
  record Namespace() implements Unprivileged {
    @Override
    public List<String> wrap(List<String> command) {
      return prefixed(List.of("unshare", "--user"), command);
    }

    @Override
    public boolean isForeign() {
      return false;
    }

    @Override
    public void give(Path path) {}
  }

  /// Really another user, where user namespaces are not permitted.
  record Nobody() implements Unprivileged {
    private static final int ID = 65_534;

    @Override
    public List<String> wrap(List<String> command) {
      return prefixed(
          List.of("setpriv", "--reuid=" + ID, "--regid=" + ID, "--clear-groups"), command);
    }

    @Override
    public boolean isForeign() {
      return true;
    }

    @Override
    public void give(Path path) throws IOException {
      try (var all = Files.walk(path)) {
        for (Path each : all.toList()) {
          if (!Files.isSymbolicLink(each)) {
            Files.setAttribute(each, "unix:uid", ID);
            Files.setAttribute(each, "unix:gid", ID);
          }
        }
      }
    }
  }

  /// Finds out what works here.
  ///
  /// @param owned the directory that the commands must be able to write
  /// @throws StartException when running as root and nothing helps
  static Unprivileged forDirectory(Path owned) {
    if (!isRoot()) {
      return new Same();
    }
    try {
      for (Unprivileged way : List.of(new Namespace(), new Nobody())) {
        if (runs(way.wrap(List.of("true")))) {
          way.give(owned);
          if (runs(way.wrap(List.of("test", "-w", owned.toString())))) {
            return way;
          }
        }
      }
    } catch (IOException e) {
      throw new StartException("cannot give " + owned + " to PostgreSQL (" + e + ")", e);
    }
    throw new StartException(
        "PostgreSQL does not run as root, 'unshare --user' is not permitted here and 'setpriv' does"
            + " not reach "
            + owned
            + ": run as another user, or use a data directory that others can reach");
  }

  private static boolean isRoot() {
    try {
      return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    } catch (IOException | UnsupportedOperationException noProc) {
      return "root".equals(System.getProperty("user.name"));
    }
  }

  private static List<String> prefixed(List<String> prefix, List<String> command) {
    var all = new ArrayList<>(prefix);
    all.addAll(command);
    return all;
  }

  private static boolean runs(List<String> command) {
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
