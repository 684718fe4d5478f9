package io.fairlead.local.agent;

import io.fairlead.embedded.Lifeline;
import io.fairlead.embedded.StartException;
import io.fairlead.local.ServiceProgram;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// An agent as a process beside this one, which says what it does on the same terminal. It ends
/// with this process, however that ends.
final class ForegroundAgent implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(7);

  private final Process process;

  private ForegroundAgent(Process process) {
    this.process = process;
  }

  /// Starts it.
  ///
  /// @param environment what it is told
  /// @param directory its working directory
  /// @throws StartException when it cannot be executed
  static ForegroundAgent start(
      ServiceProgram program, Map<String, String> environment, Path directory) {
    var builder =
        new ProcessBuilder(program.command())
            .directory(directory.toFile())
            .redirectOutput(Redirect.INHERIT)
            .redirectError(Redirect.INHERIT);
    builder.environment().putAll(environment);
    builder.environment().put(Lifeline.VARIABLE, Lifeline.STDIN);
    try {
      return new ForegroundAgent(builder.start());
    } catch (IOException e) {
      throw new StartException("cannot start " + program.name() + ": " + e.getMessage(), e);
    }
  }

  /// Waits for its end.
  ///
  /// @return its exit code
  int await() throws InterruptedException {
    return process.waitFor();
  }

  /// Asks it to end, and ends it by force after some seconds. Returns when it is gone.
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
