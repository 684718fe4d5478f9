package io.fairlead.agent;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.util.concurrent.Executors;

/// Looks after the heap now and then, where the JVM has the collector that needs it.
@ApplicationScoped
public class HeapService {
  private static final Duration LOOKS = Duration.ofSeconds(30);

  /// What the serial collector calls the space of old objects.
  private static final String OLD = "Tenured Gen";

  private final Vertx vertx;

  HeapService(Vertx vertx) {
    this.vertx = vertx;
  }

  void start(@Observes StartupEvent event) {
    ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getName().equals(OLD))
        .findFirst()
        .ifPresent(this::lookAfter);
  }

  private void lookAfter(MemoryPoolMXBean old) {
    QuietHeap heap =
        new QuietHeap(
            () -> old.getUsage().getUsed(),
            () -> live(old),
            ManagementFactory.getMemoryMXBean()::gc);
    vertx.setPeriodic(
        LOOKS.toMillis(), timer -> vertx.executeBlocking(Executors.callable(heap::look)));
  }

  private static long live(MemoryPoolMXBean old) {
    MemoryUsage afterLast = old.getCollectionUsage();
    return afterLast == null ? 0 : afterLast.getUsed();
  }
}
