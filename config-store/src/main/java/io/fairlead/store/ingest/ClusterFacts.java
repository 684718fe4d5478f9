package io.fairlead.store.ingest;

import io.fairlead.contract.event.AgentDescription;
import io.fairlead.contract.event.ReportOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a batch of records says of one incarnation of a cluster. Used by one thread.
final class ClusterFacts {
  private final String clusterKey;
  private @Nullable ReportOrder heardIn;
  private final List<Instant> heardAt = new ArrayList<>();
  private @Nullable ReportOrder openedIn;
  private @Nullable AgentDescription agent;
  private @Nullable ReportOrder closed;
  private @Nullable ReportOrder heldIn;
  private int held;
  private int of;
  private @Nullable Instant heldAt;

  ClusterFacts(String clusterKey) {
    this.clusterKey = clusterKey;
  }

  /// The agent gave a sign of life.
  void heard(ReportOrder order, Instant at) {
    ReportOrder session = session(order);
    heardIn = heardIn == null || session.isAfter(heardIn) ? session : heardIn;
    heardAt.add(at);
  }

  void opened(ReportOrder order, AgentDescription description, Instant at) {
    heard(order, at);
    if (openedIn == null || order.isAfter(openedIn)) {
      openedIn = order;
      agent = description;
    }
  }

  void closed(ReportOrder order) {
    closed = closed == null || order.isAfter(closed) ? order : closed;
  }

  void removalsHeld(ReportOrder order, int number, int total, Instant at) {
    if (heldIn == null || order.isAfter(heldIn)) {
      heldIn = order;
      held = number;
      of = total;
      heldAt = at;
    }
  }

  private static ReportOrder session(ReportOrder order) {
    return new ReportOrder(order.epoch(), order.session(), 0);
  }

  String clusterKey() {
    return clusterKey;
  }

  /// The newest session heard of; null when there was no sign of life.
  @Nullable ReportOrder heardIn() {
    return heardIn;
  }

  /// When it was heard of last; null when there was no sign of life.
  @Nullable Instant heardAt() {
    return heardAt.stream().max(Comparator.naturalOrder()).orElse(null);
  }

  /// Since when there was no silence as long as that before it was heard of last; null when there
  /// was no sign of life.
  @Nullable Instant heardSince(Duration silence) {
    List<Instant> newestFirst = heardAt.stream().sorted(Comparator.reverseOrder()).toList();
    Instant since = null;
    for (Instant at : newestFirst) {
      if (since != null && !at.plus(silence).isAfter(since)) {
        return since;
      }
      since = at;
    }
    return since;
  }

  @Nullable AgentDescription agent() {
    return agent;
  }

  /// The newest session that ended; null when none did.
  @Nullable ReportOrder closed() {
    return closed;
  }

  /// Since when these removals are held; null when nothing was said of that.
  @Nullable ReportOrder heldIn() {
    return heldIn;
  }

  int held() {
    return held;
  }

  int of() {
    return of;
  }

  @Nullable Instant heldAt() {
    return heldAt;
  }
}
