package io.fairlead.local.agent;

import io.fairlead.embedded.StartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/// A temporary directory that its owner alone may enter.
///
/// @param path where it is
record PrivateDirectory(Path path) implements AutoCloseable {
  /// Makes one.
  ///
  /// @throws StartException when that is not possible
  static PrivateDirectory make() {
    try {
      return new PrivateDirectory(Files.createTempDirectory("fairlead-agent-"));
    } catch (IOException e) {
      throw new StartException("cannot make a temporary directory: " + e.getMessage(), e);
    }
  }

  /// Deletes it with all that is in it.
  ///
  /// @throws StartException when something stays
  @Override
  public synchronized void close() {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> all = Files.walk(path)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    } catch (IOException e) {
      throw new StartException(path + " with the cluster's key is not deleted: " + e, e);
    }
  }
}
