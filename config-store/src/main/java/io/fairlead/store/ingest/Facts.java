package io.fairlead.store.ingest;

import io.fairlead.contract.event.ConfigurationStatus;
import io.fairlead.contract.event.Refusal;
import io.fairlead.contract.event.Report;
import io.fairlead.contract.event.ReportBody;
import io.fairlead.contract.event.ReportOrder;
import io.fairlead.contract.event.SessionEvent;
import io.fairlead.contract.id.ConfigurationVersion;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/// What a batch of records comes down to: per cluster and per configuration only what is newest.
/// The order of the records plays no part. Used by one thread.
final class Facts {
  private final Map<UUID, ClusterFacts> clusters = new HashMap<>();
  private final Map<UUID, ConfigurationFacts> configurations = new HashMap<>();

  void add(SessionEvent event, long offset) {
    ClusterFacts cluster =
        clusters.computeIfAbsent(
            event.clusterUid(), uid -> new ClusterFacts(event.cluster().key()));
    switch (event) {
      case SessionEvent.Opened opened ->
          cluster.opened(
              new ReportOrder(opened.epoch(), offset, 0), opened.agent(), opened.openedAt());
      case SessionEvent.Closed closed ->
          cluster.closed(new ReportOrder(closed.epoch(), closed.session(), 0));
    }
  }

  void add(Report report) {
    ReportOrder order = ReportOrder.of(report);
    Instant at = report.receivedAt();
    ClusterFacts cluster =
        clusters.computeIfAbsent(
            report.clusterUid(), uid -> new ClusterFacts(report.cluster().key()));
    switch (report.body()) {
      case ReportBody.Heartbeat() -> cluster.heard(order, at);
      case ReportBody.Delivered(var delivered) ->
          // Said by the gateway: no sign of the agent's life.
          delivered.forEach(version -> facts(report, version).delivered(version.generation(), at));
      case ReportBody.Acknowledged(var stored, var refused) -> {
        cluster.heard(order, at);
        stored.forEach(version -> facts(report, version).acknowledged(version.generation(), at));
        for (Refusal refusal : refused) {
          ConfigurationVersion version = refusal.configuration();
          facts(report, version).refused(version.generation(), refusal.reason(), at);
        }
      }
      case ReportBody.InSync(var held) -> {
        cluster.heard(order, at);
        held.forEach(version -> facts(report, version).acknowledged(version.generation(), at));
      }
      case ReportBody.Statuses(var statuses) -> {
        cluster.heard(order, at);
        for (ConfigurationStatus status : statuses) {
          facts(report, status.observed()).reported(status, order, at);
        }
      }
      case ReportBody.Removed(var removed) -> {
        cluster.heard(order, at);
        removed.forEach(version -> ofAnyEpoch(report, version).removed(version.generation()));
      }
      case ReportBody.RemovalsHeld(int held, int of) -> {
        cluster.heard(order, at);
        cluster.removalsHeld(order, held, of, at);
      }
    }
  }

  /// Where to note what a report says; what an older epoch says beside a newer one is not kept.
  private ConfigurationFacts facts(Report report, ConfigurationVersion version) {
    ConfigurationFacts known = configurations.get(version.uid());
    if (known == null || known.epoch() < report.epoch()) {
      ConfigurationFacts fresh =
          known == null ? newFacts(report, version) : known.inEpoch(report.epoch());
      configurations.put(version.uid(), fresh);
      return fresh;
    }
    return known.epoch() == report.epoch() ? known : newFacts(report, version);
  }

  /// Confirmations of removals name the exact state, whatever the epoch.
  private ConfigurationFacts ofAnyEpoch(Report report, ConfigurationVersion version) {
    return configurations.computeIfAbsent(version.uid(), uid -> newFacts(report, version));
  }

  private static ConfigurationFacts newFacts(Report report, ConfigurationVersion version) {
    return new ConfigurationFacts(version.id().key(), report.clusterUid(), report.epoch());
  }

  Map<UUID, ClusterFacts> clusters() {
    return clusters;
  }

  Map<UUID, ConfigurationFacts> configurations() {
    return configurations;
  }
}
