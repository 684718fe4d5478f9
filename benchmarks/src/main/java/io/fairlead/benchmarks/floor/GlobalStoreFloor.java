package io.fairlead.benchmarks.floor;

import io.fairlead.embedded.ChildProcess;
import io.fairlead.local.Jit;
import io.fairlead.local.ServiceProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// A bare global store of Kafka Streams: a process with the JVM flags of the measured gateway that
/// holds the same topic of the hub's own broker on disk, without a look at what the records say.
public final class GlobalStoreFloor {
  private static final String NAME = "global-store";
  private static final Duration STOP = Duration.ofSeconds(20);

  private GlobalStoreFloor() {}

  /// Starts the process, which reads what is new to its store, and ends it in order.
  ///
  /// @param directory of the store; empty for a first start
  /// @return from its start until it has all of the topic
  /// @throws io.fairlead.embedded.StartException when that is not so in time
  public static Duration start(
      String bootstrapServers, String topic, Path directory, Duration limit) {
    List<String> arguments =
        List.of(
            GlobalStoreMain.class.getName(),
            bootstrapServers,
            topic,
            directory.resolve("store").toString());
    long begin = System.nanoTime();
    CompletableFuture<Long> ready = new CompletableFuture<>();
    ChildProcess process =
        ChildProcess.start(
            new ChildProcess.Spec(
                NAME,
                new ServiceProgram(NAME, arguments).compiled(Jit.FULL).command(),
                Map.of("CLASSPATH", System.getProperty("java.class.path")),
                directory,
                directory.resolve(NAME + ".log"),
                line -> line.equals(GlobalStoreMain.READY) && ready.complete(System.nanoTime())));
    try {
      process.awaitReady(limit);
      return Duration.ofNanos(ready.join() - begin);
    } finally {
      process.stop(STOP);
    }
  }
}
