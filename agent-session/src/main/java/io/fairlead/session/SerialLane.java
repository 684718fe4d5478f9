package io.fairlead.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;

/// Runs tasks one after the other, in the order given, on the threads of another executor. A task
/// that fails, however badly, is logged and does not keep the next from its turn.
/// Thread-safe. What a session puts into it is bounded: one frame, one task of reports, and timers.
final class SerialLane implements Executor {
  private static final Logger LOG = Logger.getLogger(SerialLane.class);

  private final Executor executor;
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private boolean running;

  SerialLane(Executor executor) {
    this.executor = executor;
  }

  @Override
  public void execute(Runnable task) {
    synchronized (waiting) {
      waiting.add(task);
      if (running) {
        return;
      }
      running = true;
    }
    boolean taken = false;
    try {
      executor.execute(this::runAll);
      taken = true;
    } finally {
      if (!taken) {
        withdraw(task);
      }
    }
  }

  /// The executor refused: the next task asks it again.
  private void withdraw(Runnable task) {
    synchronized (waiting) {
      waiting.remove(task);
      running = false;
    }
  }

  private void runAll() {
    while (true) {
      Runnable task;
      synchronized (waiting) {
        task = waiting.poll();
        if (task == null) {
          running = false;
          return;
        }
      }
      runOne(task);
    }
  }

  // An Error too: whatever is thrown here would end the lane without a word.
  private static void runOne(Runnable task) {
    try {
      task.run();
    } catch (Throwable e) {
      LOG.errorf(e, "lane=task-failed");
    }
  }
}
