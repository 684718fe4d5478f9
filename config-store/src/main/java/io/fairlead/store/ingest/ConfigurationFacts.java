package io.fairlead.store.ingest;

import io.fairlead.contract.event.ConfigurationStatus;
import io.fairlead.contract.event.ReportOrder;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a batch of records says of one incarnation of a configuration: of each kind the newest.
/// Used by one thread.
final class ConfigurationFacts {
  private final String key;
  private final UUID clusterUid;
  private final long epoch;
  private @Nullable Mark delivered;
  private @Nullable Mark acknowledged;
  private @Nullable Mark refused;
  private String reason = "";
  private @Nullable ReportOrder statusOrder;
  private @Nullable ConfigurationStatus status;
  private @Nullable Instant statusReceivedAt;
  private @Nullable Long removed;

  /// A generation that got somewhere, by the hub's clock.
  record Mark(long generation, Instant at) {
    static Mark newer(@Nullable Mark known, long generation, Instant at) {
      return known == null || generation > known.generation() ? new Mark(generation, at) : known;
    }
  }

  ConfigurationFacts(String key, UUID clusterUid, long epoch) {
    this.key = key;
    this.clusterUid = clusterUid;
    this.epoch = epoch;
  }

  /// Facts of a newer epoch: nothing of this one counts but that removals were confirmed.
  ConfigurationFacts inEpoch(long newer) {
    ConfigurationFacts facts = new ConfigurationFacts(key, clusterUid, newer);
    facts.removed = removed;
    return facts;
  }

  void delivered(long generation, Instant at) {
    delivered = Mark.newer(delivered, generation, at);
  }

  /// What was acknowledged was delivered.
  void acknowledged(long generation, Instant at) {
    delivered(generation, at);
    acknowledged = Mark.newer(acknowledged, generation, at);
  }

  /// What was refused was delivered.
  void refused(long generation, String why, Instant at) {
    delivered(generation, at);
    Mark newer = Mark.newer(refused, generation, at);
    if (!newer.equals(refused)) {
      refused = newer;
      reason = why;
    }
  }

  /// What has a status was acknowledged.
  void reported(ConfigurationStatus latest, ReportOrder order, Instant at) {
    acknowledged(latest.observed().generation(), at);
    if (statusOrder == null || order.isAfter(statusOrder)) {
      statusOrder = order;
      status = latest;
      statusReceivedAt = at;
    }
  }

  void removed(long generation) {
    removed = removed == null ? generation : Long.valueOf(Math.max(removed, generation));
  }

  String key() {
    return key;
  }

  UUID clusterUid() {
    return clusterUid;
  }

  /// The epoch in which all of it was said.
  long epoch() {
    return epoch;
  }

  @Nullable Mark delivered() {
    return delivered;
  }

  @Nullable Mark acknowledged() {
    return acknowledged;
  }

  @Nullable Mark refused() {
    return refused;
  }

  String reason() {
    return reason;
  }

  @Nullable ReportOrder statusOrder() {
    return statusOrder;
  }

  @Nullable ConfigurationStatus status() {
    return status;
  }

  @Nullable Instant statusReceivedAt() {
    return statusReceivedAt;
  }

  /// The generation whose removal was confirmed; null when none was.
  @Nullable Long removed() {
    return removed;
  }
}
