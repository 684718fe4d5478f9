package io.fairlead.embedded;

import java.io.IOException;
import java.io.InputStream;

/// Ends this JVM when its parent is gone. The parent holds the other end of the standard input and
/// never writes to it; the operating system closes it however the parent dies.
public final class Lifeline {
  /// The environment variable by which a parent says that it holds the line.
  public static final String VARIABLE = "FAIRLEAD_LIFELINE";

  /// The only value of [#VARIABLE] with a meaning.
  public static final String STDIN = "stdin";

  private Lifeline() {}

  /// Starts watching where the parent asked for it; otherwise does nothing. An orderly exit with
  /// shutdown hooks follows the end of the line.
  public static void holdIfAsked() {
    if (STDIN.equals(System.getenv(VARIABLE))) {
      hold(System.in, () -> System.exit(0));
    }
  }

  static void hold(InputStream line, Runnable whenGone) {
    Thread.ofPlatform().daemon().name("lifeline").start(() -> awaitEnd(line, whenGone));
  }

  private static void awaitEnd(InputStream line, Runnable whenGone) {
    try {
      line.transferTo(java.io.OutputStream.nullOutputStream());
    } catch (IOException broken) {
      System.err.println("lifeline=broken reason=" + broken.getMessage());
    }
    whenGone.run();
  }
}
