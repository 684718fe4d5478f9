package io.fairlead.systemtest.edge;

import io.fairlead.session.AgentEnvironment;
import io.fairlead.session.Scheduler;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;

/// What all agents of this JVM share: one network, one set of threads.
public final class EdgeRuntime implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

  AgentEnvironment environment(Clock clock) {
    return new AgentEnvironment(
        vertx, executor, clock, () -> ThreadLocalRandom.current().nextLong(), Scheduler.of(vertx));
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
    executor.shutdownNow();
  }
}
