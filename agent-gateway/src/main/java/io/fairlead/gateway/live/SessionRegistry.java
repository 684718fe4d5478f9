package io.fairlead.gateway.live;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.protocol.CloseCause;
import io.fairlead.contract.protocol.CloseReason;
import io.fairlead.gateway.session.Directory;
import io.fairlead.gateway.session.Session;
import io.fairlead.gateway.table.ClusterRow;
import io.fairlead.gateway.table.SessionOpenings;
import io.fairlead.gateway.table.TableListener;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// All sessions of this gateway by cluster.
///
/// Of the sessions of a cluster only the one with the largest number lives, wherever it is: what
/// another gateway numbered is told by [#opened(ResourceId, long)]. Thread-safe; what it tells
/// sessions it tells on their own loops.
public final class SessionRegistry implements Directory, TableListener, SessionOpenings {
  /// The sessions of one cluster. Only used inside the map's own atomic operations.
  private static final class Slot {
    private final List<Member> members = new ArrayList<>(1);
    private long newest = Member.UNNUMBERED;
  }

  private final Map<String, Slot> slots = new ConcurrentHashMap<>();
  private final AtomicInteger size = new AtomicInteger();
  private final ReentrantLock emptyLock = new ReentrantLock();
  private final Condition empty = emptyLock.newCondition();

  /// Adds a session before its first frame is read.
  ///
  /// @param publicKey the cluster's key, as registered, that its token was signed with
  public void add(Session session, String publicKey) {
    size.incrementAndGet();
    slots.compute(
        key(session),
        (_, found) -> {
          Slot slot = found == null ? new Slot() : found;
          slot.members.add(new Member(session, publicKey));
          return slot;
        });
  }

  @Override
  public void remove(Session session) {
    slots.computeIfPresent(
        key(session),
        (_, slot) -> {
          if (slot.members.removeIf(member -> member.session() == session)
              && size.decrementAndGet() == 0) {
            signalEmpty();
          }
          return slot.members.isEmpty() ? null : slot;
        });
  }

  /// Waits until there are no sessions.
  ///
  /// @return whether that came true in time
  public boolean awaitEmpty(Duration limit) {
    emptyLock.lock();
    try {
      long left = limit.toNanos();
      while (size.get() > 0 && left > 0) {
        left = empty.awaitNanos(left);
      }
      return size.get() == 0;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      emptyLock.unlock();
    }
  }

  private void signalEmpty() {
    emptyLock.lock();
    try {
      empty.signalAll();
    } finally {
      emptyLock.unlock();
    }
  }

  @Override
  public boolean numbered(Session session, long number) {
    var newest = new AtomicBoolean();
    slots.computeIfPresent(
        key(session),
        (_, slot) -> {
          for (Member member : slot.members) {
            if (member.session() == session) {
              member.number(number);
            }
          }
          fence(slot, number);
          newest.set(number >= slot.newest);
          return slot;
        });
    return newest.get();
  }

  @Override
  public void opened(ResourceId cluster, long session) {
    slots.computeIfPresent(
        cluster.key(),
        (_, slot) -> {
          fence(slot, session);
          return slot;
        });
  }

  private static void fence(Slot slot, long number) {
    slot.newest = Math.max(slot.newest, number);
    for (Member member : slot.members) {
      if (member.number() != Member.UNNUMBERED && member.number() < slot.newest) {
        member.close(new CloseReason(CloseCause.Replaced));
      }
    }
  }

  @Override
  public void configurationChanged(ResourceId configuration) {
    for (Member member : members(configuration.cluster().key())) {
      member.changed(configuration.key());
    }
  }

  @Override
  public void clusterChanged(ResourceId cluster, Optional<ClusterRow> row) {
    for (Member member : members(cluster.key())) {
      if (row.isEmpty() || !row.get().uid().equals(member.session().subject().clusterUid())) {
        member.close(new CloseReason(CloseCause.ClusterRemoved));
      } else if (!row.get().publicKey().equals(member.publicKey())) {
        member.close(new CloseReason(CloseCause.KeyReplaced));
      }
    }
  }

  /// Asks every session to close.
  ///
  /// @param reason asked for each session, so that delays can differ
  public void closeAll(Supplier<CloseReason> reason) {
    for (String cluster : slots.keySet()) {
      for (Member member : members(cluster)) {
        member.close(reason.get());
      }
    }
  }

  /// The number of sessions, in whatever state.
  public int size() {
    return size.get();
  }

  /// Since when the oldest change waits that an agent of this gateway has not acknowledged.
  public Optional<Instant> oldestChange() {
    Instant oldest = Instant.MAX;
    for (String cluster : slots.keySet()) {
      for (Member member : members(cluster)) {
        Instant since = member.session().oldestChange();
        if (since != null && since.isBefore(oldest)) {
          oldest = since;
        }
      }
    }
    return oldest.equals(Instant.MAX) ? Optional.empty() : Optional.of(oldest);
  }

  private List<Member> members(String cluster) {
    List<Member> members = new ArrayList<>(1);
    slots.computeIfPresent(
        cluster,
        (_, slot) -> {
          members.addAll(slot.members);
          return slot;
        });
    return members;
  }

  private static String key(Session session) {
    return session.subject().cluster().key();
  }
}
