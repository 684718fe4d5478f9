package io.fairlead.systemtest.hub;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;

/// What makes the starts of the built services faster (ADR 0022). `./fairlead build` prepares it;
/// the build that runs these tests does not, and they start services many times. Thread-safe.
final class FastStarts {
  // Kept here: a test that marks the build as new would have it prepared once more.
  private static boolean prepared;

  private FastStarts() {}

  /// Returns when it is there; takes a minute the first time after a build.
  ///
  /// @param home the project's root folder
  /// @throws AssertionError when there is nothing to prepare it of
  static synchronized void prepare(Path home) {
    if (prepared) {
      return;
    }
    try {
      int code =
          new ProcessBuilder("sh", home.resolve("fairlead").toString(), "train")
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.INHERIT)
              .start()
              .waitFor();
      if (code != 0) {
        throw new AssertionError("./fairlead train ended with " + code + ": see its output above");
      }
    } catch (IOException e) {
      throw new AssertionError("./fairlead train cannot be started", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while fast starts were prepared", e);
    }
    prepared = true;
  }
}
