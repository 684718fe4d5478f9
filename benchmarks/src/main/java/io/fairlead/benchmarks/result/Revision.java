package io.fairlead.benchmarks.result;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Which version was measured: the commit that the tree is at when a run begins, with `-dirty`
/// where it was changed since.
public final class Revision {
  private static final String UNKNOWN = "unknown";

  private Revision() {}

  /// Of a project's tree, in git's short form.
  ///
  /// @param home its root folder
  /// @return `unknown` where there is no git, or the tree is not a working copy
  public static String of(Path home) throws InterruptedException {
    ProcessBuilder describe =
        new ProcessBuilder("git", "describe", "--always", "--dirty", "--abbrev=12")
            .directory(home.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      Process git = describe.start();
      String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return git.waitFor() == 0 ? said.strip() : UNKNOWN;
    } catch (IOException noGit) {
      return UNKNOWN;
    }
  }
}
