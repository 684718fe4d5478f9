package io.fairlead.benchmarks.result;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which version was measured: the commit that the tree is at when a run begins, with `-dirty`
/// where a file was changed or added since.
public final class Revision {
  private static final String UNKNOWN = "unknown";

  private Revision() {}

  /// Of a project's tree, in git's short form.
  ///
  /// @param home its root folder
  /// @return `unknown` where there is no git, or the tree is not a working copy
  public static String of(Path home) throws InterruptedException {
    Optional<String> commit = git(home, "rev-parse", "--short=12", "HEAD");
    Optional<String> changes = git(home, "status", "--porcelain");
    if (commit.isEmpty() || changes.isEmpty()) {
      return UNKNOWN;
    }
    return commit.get() + (changes.get().isEmpty() ? "" : "-dirty");
  }

  private static Optional<String> git(Path home, String... words) throws InterruptedException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(words));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(home.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    // A folder above the tree is another project's.
    builder.environment().put("GIT_CEILING_DIRECTORIES", String.valueOf(home.getParent()));
    try {
      Process git = builder.start();
      String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return git.waitFor() == 0 ? Optional.of(said.strip()) : Optional.empty();
    } catch (IOException noGit) {
      return Optional.empty();
    }
  }
}
