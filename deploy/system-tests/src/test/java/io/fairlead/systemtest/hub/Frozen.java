package io.fairlead.systemtest.hub;

import java.io.IOException;
import java.io.UncheckedIOException;

/// A process that stands still, as long as this is open: it lives, takes connections, and does
/// nothing.
public final class Frozen implements AutoCloseable {
  private final ProcessHandle process;

  private Frozen(ProcessHandle process) {
    this.process = process;
  }

  /// Stops it where it is.
  public static Frozen of(ProcessHandle process) {
    signal("-STOP", process);
    return new Frozen(process);
  }

  /// Lets it go on.
  @Override
  public void close() {
    signal("-CONT", process);
  }

  private static void signal(String name, ProcessHandle process) {
    try {
      int code = new ProcessBuilder("kill", name, Long.toString(process.pid())).start().waitFor();
      if (code != 0) {
        throw new AssertionError("kill " + name + " failed with " + code);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
