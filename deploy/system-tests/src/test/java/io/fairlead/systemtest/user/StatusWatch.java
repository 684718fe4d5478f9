package io.fairlead.systemtest.user;

import io.fairlead.contract.id.ResourceId;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Reads the status of configurations again and again, and keeps every change it sees. Thread-safe.
public final class StatusWatch implements AutoCloseable {
  private static final int EVERY_MILLIS = 20;

  private final ConfigUser user;
  private final List<ResourceId> ids;
  private final Map<ResourceId, List<String>> seen = new HashMap<>();
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

  private StatusWatch(ConfigUser user, Collection<ResourceId> ids) {
    this.user = user;
    this.ids = List.copyOf(ids);
  }

  /// Starts watching.
  public static StatusWatch over(ConfigUser user, Collection<ResourceId> ids) {
    var watch = new StatusWatch(user, ids);
    watch.ids.forEach(id -> watch.seen.put(id, new ArrayList<>()));
    var ticking =
        watch.clock.scheduleWithFixedDelay(watch::look, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    if (ticking.isDone()) {
      throw new IllegalStateException("the watch did not start");
    }
    return watch;
  }

  /// The synced revisions seen, in order, without repetitions; `""` for none.
  public Map<ResourceId, List<String>> seen() {
    Map<ResourceId, List<String>> copy = new HashMap<>();
    synchronized (seen) {
      seen.forEach((id, revisions) -> copy.put(id, List.copyOf(revisions)));
    }
    return copy;
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }

  private void look() {
    for (ResourceId id : ids) {
      try {
        Answer answer = user.get(id);
        if (answer.status() == 200) {
          note(id, answer.text("/properties/sourceSyncedCommitId"));
        }
      } catch (UncheckedIOException e) {
        // The hub is away, as these tests want it: nothing was seen.
      } catch (IllegalStateException e) {
        // Interrupted by close().
        return;
      }
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
