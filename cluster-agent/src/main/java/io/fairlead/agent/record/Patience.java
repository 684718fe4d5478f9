package io.fairlead.agent.record;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fairlead.agent.cluster.Faults;
import io.fairlead.session.desired.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/// Asks the Kubernetes API again what it could not do at once, with growing pauses. Thread-safe.
public final class Patience implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Patience.class);
  private static final Duration SHORTEST = Duration.ofMillis(200);
  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final int AT_A_TIME = 8;
  private static final int IN_BACKGROUND = 2;

  private final Duration limit;
  private final Duration shortest;
  private final Duration longest;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Semaphore calls = new Semaphore(AT_A_TIME);

  /// Apart, so that what only saves work never keeps waiting what has to be stored.
  private final Semaphore background = new Semaphore(IN_BACKGROUND);
  private final ExecutorService executor =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("record-", 1).factory());

  /// @param limit how long [#soon] goes on, and [#all] with all of it
  public Patience(Duration limit) {
    this(limit, SHORTEST, LONGEST);
  }

  /// @param shortest the first pause
  /// @param longest what the pauses grow to
  Patience(Duration limit, Duration shortest, Duration longest) {
    this.limit = limit;
    this.shortest = shortest;
    this.longest = longest;
  }

  /// Tries until it is done.
  ///
  /// @throws StoreException when closed meanwhile
  /// @throws KubernetesClientException when the API says what trying again does not help against
  void untilDone(String what, Runnable task) {
    var _ =
        untilDone(
            what,
            () -> {
              task.run();
              return true;
            });
  }

  /// Tries until there is an answer.
  ///
  /// @throws StoreException when closed meanwhile
  <T> T untilDone(String what, Supplier<T> task) {
    Duration pause = shortest;
    String said = "";
    while (true) {
      try {
        return task.get();
      } catch (KubernetesClientException e) {
        String reason = Faults.reason(e);
        if (!reason.equals(said)) {
          LOG.warnf("%s=waits reason=\"%s\"", what, reason);
          said = reason;
        }
      }
      pause(pause);
      pause = longer(pause);
    }
  }

  /// Tries until it is done, for as long as the limit allows.
  ///
  /// @throws KubernetesClientException the last failure
  void soon(Runnable task) {
    until(System.nanoTime() + limit.toNanos(), task);
  }

  private void until(long deadline, Runnable task) {
    Duration pause = shortest;
    while (true) {
      try {
        task.run();
        return;
      } catch (KubernetesClientException e) {
        if (!Faults.passes(e) || System.nanoTime() + pause.toNanos() - deadline > 0) {
          throw e;
        }
      }
      pause(pause);
      pause = longer(pause);
    }
  }

  /// Does a task for each, several at a time, and tries each until it is done, for as long as the
  /// limit for all of them together allows; returns when all are over.
  ///
  /// @throws KubernetesClientException the first failure; the others were tried all the same
  <T> void all(Collection<T> each, Consumer<T> task) {
    List<Future<?>> running = new ArrayList<>();
    long deadline = System.nanoTime() + limit.toNanos();
    for (T one : each) {
      running.add(
          executor.submit(() -> limited(calls, () -> until(deadline, () -> task.accept(one)))));
    }
    KubernetesClientException failure = null;
    for (Future<?> run : running) {
      try {
        run.get();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof KubernetesClientException fault) {
          failure = failure == null ? fault : failure;
        } else {
          throw new StoreException("the state cannot be stored: " + e.getCause(), e);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new StoreException("interrupted", e);
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  /// Does a task in the background. What cannot be done is let go: for what would only save work.
  ///
  /// @param letGo is run then
  void sometime(Runnable task, Runnable letGo) {
    var _ =
        executor.submit(
            () ->
                limited(
                    background,
                    () -> {
                      try {
                        soon(task);
                      } catch (KubernetesClientException e) {
                        letGo.run();
                        LOG.debugf("later=let-go reason=\"%s\"", Faults.reason(e));
                      }
                    }));
  }

  private static void limited(Semaphore permits, Runnable task) {
    permits.acquireUninterruptibly();
    try {
      task.run();
    } finally {
      permits.release();
    }
  }

  private void pause(Duration pause) {
    long millis = ThreadLocalRandom.current().nextLong(pause.toMillis() / 2, pause.toMillis() + 1);
    try {
      if (closed.await(millis, TimeUnit.MILLISECONDS)) {
        throw new StoreException("told to stop");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("interrupted", e);
    }
  }

  private Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(longest) > 0 ? longest : twice;
  }

  /// Ends all waiting.
  @Override
  public void close() {
    closed.countDown();
    executor.shutdown();
  }
}
