package io.fairlead.benchmarks.floor;

import io.fairlead.embedded.Broker;
import io.fairlead.embedded.Durability;
import io.fairlead.embedded.Ports;
import io.fairlead.embedded.Postgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// PostgreSQL and Kafka alone, started at the same time from the same binaries.
public final class ServersFloor {
  private ServersFloor() {}

  /// Starts both and stops them again.
  ///
  /// @param directory for their data; where it has some they go on with it
  /// @return until both serve
  public static Duration start(Path directory) {
    long begin = System.nanoTime();
    CompletableFuture<Postgres> postgres =
        CompletableFuture.supplyAsync(() -> Postgres.start(postgres(directory)));
    CompletableFuture<Broker> broker =
        CompletableFuture.supplyAsync(() -> Broker.start(broker(directory)));
    try {
      CompletableFuture.allOf(postgres, broker).join();
      return Duration.ofNanos(System.nanoTime() - begin);
    } finally {
      close(postgres);
      close(broker);
    }
  }

  private static void close(CompletableFuture<? extends AutoCloseable> server) {
    if (!server.isCompletedExceptionally()) {
      try {
        server.join().close();
      } catch (Exception e) {
        throw new IllegalStateException("a server does not stop", e);
      }
    }
  }

  private static Postgres.Settings postgres(Path directory) {
    return new Postgres.Settings(
        directory.resolve("postgres"),
        Ports.ANY,
        Durability.PRODUCTION,
        "floor",
        directory.resolve("postgres.log"));
  }

  private static Broker.Settings broker(Path directory) {
    return new Broker.Settings(
        directory.resolve("kafka"), Ports.ANY, directory.resolve("kafka.log"), List.of());
  }
}
