package io.fairlead.api.work;

import io.fairlead.api.error.ArmError;
import io.fairlead.api.error.ArmErrorCode;
import io.fairlead.api.request.ArmException;
import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.Supplier;

/// Evaluates policies off the event loops: as many at a time as there are processors, with a
/// bounded queue before them. Thread-safe.
public final class EvaluationPool implements AutoCloseable {
  /// Most evaluations that wait.
  private static final int LONGEST_QUEUE = 1024;

  private final ThreadPoolExecutor threads =
      BoundedThreads.named("evaluation-", BoundedThreads.asProcessors(), LONGEST_QUEUE);

  /// Does work that takes long, and goes on where it was asked from.
  ///
  /// @return fails with an [ArmException] (503) when too much waits already
  public <T> Uni<T> run(Supplier<T> work) {
    return Uni.createFrom()
        .deferred(
            () ->
                Uni.createFrom()
                    .item(work)
                    .runSubscriptionOn(threads)
                    .emitOn(CurrentContext.executor()))
        .onFailure(RejectedExecutionException.class)
        .transform(_ -> busy());
  }

  /// When too much is evaluated.
  public static ArmException busy() {
    return new ArmException(
        ArmError.of(
            ArmErrorCode.ServiceUnavailable,
            "The server evaluates as many policies as it can. The same request may succeed later."),
        Map.of("Retry-After", "1"));
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
