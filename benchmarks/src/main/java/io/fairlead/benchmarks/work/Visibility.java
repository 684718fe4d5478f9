package io.fairlead.benchmarks.work;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.benchmarks.api.ApiClient;
import io.fairlead.benchmarks.api.Bodies;
import io.fairlead.benchmarks.result.Latencies;
import io.fairlead.benchmarks.waiting.Waiting;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.json.Json;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/// Asks the API for some configurations again and again, until it shows their clusters' word on
/// what is wanted now. Thread-safe.
final class Visibility {
  // Asking without a pause would be as much work for the API as the changes are. What is found is
  // too long by up to that.
  private static final long BETWEEN_MILLIS = 100;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  private final Vertx vertx;
  private final ApiClient user;
  private final Latencies latencies = new Latencies();
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicReference<String> failure = new AtomicReference<>("");

  Visibility(Vertx vertx, ApiClient user) {
    this.vertx = vertx;
    this.user = user;
  }

  /// Watches one from now on.
  ///
  /// @param due since when it counts, by [System#nanoTime()]
  void watch(ResourceId id, long due) {
    open.incrementAndGet();
    ask(id, due);
  }

  private void ask(ResourceId id, long due) {
    user.get(Bodies.path(id))
        .onFailure(
            cause -> {
              failure.compareAndSet("", String.valueOf(cause.getMessage()));
              open.decrementAndGet();
            })
        .onSuccess(
            answer -> {
              if (isReported(answer)) {
                latencies.record(System.nanoTime() - due);
                open.decrementAndGet();
              } else {
                vertx.setTimer(BETWEEN_MILLIS, again -> ask(id, due));
              }
            });
  }

  private static boolean isReported(Buffer answer) {
    JsonNode properties = Json.read(answer.getBytes(), JsonNode.class).path("properties");
    return properties.path("delivery").path("state").asText().equals("Reported")
        && properties.path("complianceState").asText().equals("Compliant");
  }

  /// Waits until all that is watched is shown.
  ///
  /// @throws IllegalStateException when it is not in time, or the API does not answer
  void await(Duration limit) throws InterruptedException {
    Waiting.until(
        () -> open.get() == 0,
        () -> open.get() + " statuses are not on the API",
        BETWEEN_LOOKS,
        limit);
    if (!failure.get().isEmpty()) {
      throw new IllegalStateException(failure.get());
    }
  }

  /// How long each took.
  Latencies latencies() {
    return latencies;
  }

  /// How many were watched to the end.
  long count() {
    return latencies.count();
  }
}
