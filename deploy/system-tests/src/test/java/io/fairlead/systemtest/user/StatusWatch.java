package io.fairlead.systemtest.user;

import static org.awaitility.Awaitility.await;

import io.fairlead.contract.id.ResourceId;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Reads the status of configurations again and again, and keeps every change it sees. Thread-safe.
public final class StatusWatch implements AutoCloseable {
  private static final int EVERY_MILLIS = 20;
  private static final Duration SOON = Duration.ofSeconds(60);

  private final ConfigUser user;
  private final List<ResourceId> ids;
  private final Map<ResourceId, List<String>> seen = new HashMap<>();
  private final AtomicLong rounds = new AtomicLong();
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final ScheduledFuture<?> watching;
  private volatile boolean closed;

  private StatusWatch(ConfigUser user, Collection<ResourceId> ids) {
    this.user = user;
    this.ids = List.copyOf(ids);
    this.ids.forEach(id -> seen.put(id, new ArrayList<>()));
    this.watching =
        clock.scheduleWithFixedDelay(this::look, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  /// Starts watching.
  public static StatusWatch over(ConfigUser user, Collection<ResourceId> ids) {
    return new StatusWatch(user, ids);
  }

  /// The synced revisions seen, in order, without repetitions; `""` for none. Waits until each
  /// configuration was seen once more, so that what is last here is what is shown now.
  ///
  /// @throws AssertionError when watching failed
  public Map<ResourceId, List<String>> seen() {
    // The round that is under way may have begun before.
    long due = rounds.get() + 2;
    await("every status is read again")
        .atMost(SOON)
        .until(() -> watching.isDone() || rounds.get() >= due);
    if (watching.isDone()) {
      throw new AssertionError("watching ended", watching.exceptionNow());
    }
    Map<ResourceId, List<String>> copy = new HashMap<>();
    synchronized (seen) {
      seen.forEach((id, revisions) -> copy.put(id, List.copyOf(revisions)));
    }
    return copy;
  }

  @Override
  public void close() {
    closed = true;
    clock.shutdownNow();
  }

  private void look() {
    boolean complete = true;
    for (ResourceId id : ids) {
      complete &= look(id);
    }
    if (complete) {
      rounds.incrementAndGet();
    }
  }

  /// @return whether anything could be seen: these tests want the hub to be away at times
  private boolean look(ResourceId id) {
    Answer answer = answerFor(id);
    if (answer == null || answer.retriable()) {
      return false;
    }
    note(id, answer.expect(200).text("/properties/sourceSyncedCommitId"));
    return true;
  }

  private @Nullable Answer answerFor(ResourceId id) {
    try {
      return user.get(id);
    } catch (UncheckedIOException e) {
      return null;
    } catch (IllegalStateException e) {
      if (closed) {
        return null;
      }
      throw e;
    }
  }

  private void note(ResourceId id, String revision) {
    synchronized (seen) {
      List<String> revisions = seen.getOrDefault(id, new ArrayList<>());
      if (revisions.isEmpty() || !revisions.getLast().equals(revision)) {
        revisions.add(revision);
      }
    }
  }
}
