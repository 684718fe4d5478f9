package io.fairlead.gateway.server;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/// Meters that can stop the thread which applies records to a gateway's table, where it counts the
/// next one that it cannot read.
final class HoldingMeters extends SimpleMeterRegistry {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final AtomicReference<Optional<Hold>> armed = new AtomicReference<>(Optional.empty());

  /// Holds the thread at the next record that cannot be read.
  Hold holdNext() {
    var hold = new Hold();
    armed.set(Optional.of(hold));
    return hold;
  }

  @Override
  protected Counter newCounter(Meter.Id id) {
    Counter counter = super.newCounter(id);
    return id.getName().equals("fairlead.gateway.poison.records")
        ? new HoldingCounter(counter)
        : counter;
  }

  private final class HoldingCounter implements Counter {
    private final Counter counter;

    HoldingCounter(Counter counter) {
      this.counter = counter;
    }

    @Override
    public void increment(double amount) {
      counter.increment(amount);
      armed.getAndSet(Optional.empty()).ifPresent(Hold::await);
    }

    @Override
    public double count() {
      return counter.count();
    }

    @Override
    public Id getId() {
      return counter.getId();
    }
  }

  /// One stop.
  static final class Hold {
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    private void await() {
      reached.countDown();
      try {
        if (!released.await(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
          throw new AssertionError("never released");
        }
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    boolean isHolding() {
      return reached.getCount() == 0;
    }

    void release() {
      released.countDown();
    }
  }
}
