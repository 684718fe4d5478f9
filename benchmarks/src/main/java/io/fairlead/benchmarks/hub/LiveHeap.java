package io.fairlead.benchmarks.hub;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// What is alive in the heap of a service.
public final class LiveHeap {
  private LiveHeap() {}

  /// Collects all garbage there is, and returns what is left.
  ///
  /// @param service its root
  /// @param pid its process
  /// @return bytes
  public static double of(Hub hub, URI service, long pid) throws InterruptedException {
    // What the first finds to be finalized or cleaned, the second collects.
    collect(pid);
    collect(pid);
    return hub.metrics(service).sum("jvm_memory_used_bytes", "area=\"heap\"");
  }

  private static void collect(long pid) throws InterruptedException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    try {
      Process command =
          new ProcessBuilder(jcmd, Long.toString(pid), "GC.run").redirectErrorStream(true).start();
      String said = new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (command.waitFor() != 0) {
        throw new IllegalStateException("jcmd fails: " + said.strip());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("jcmd of the JDK tells a JVM to collect", e);
    }
  }
}
