package io.fairlead.engine.decision;

import io.fairlead.contract.event.ConfigurationStatus;
import io.fairlead.contract.event.Report;
import io.fairlead.contract.event.ReportBody;
import io.fairlead.contract.id.ConfigurationVersion;
import java.util.List;
import java.util.stream.Stream;

/// One thing that a cluster said of one configuration.
public sealed interface Fact {
  /// What it is about.
  ConfigurationVersion about();

  /// It has this state, durably.
  record Stored(ConfigurationVersion about) implements Fact {}

  /// It does not take this state.
  record Refused(ConfigurationVersion about, String reason) implements Fact {}

  /// So it fares.
  record Fares(ConfigurationStatus status) implements Fact {
    @Override
    public ConfigurationVersion about() {
      return status.observed();
    }
  }

  /// It was cleaned up.
  record CleanedUp(ConfigurationVersion about) implements Fact {}

  /// What a report says of configurations, in its order; nothing for most kinds of reports.
  static List<Fact> of(Report report) {
    return switch (report.body()) {
      case ReportBody.Heartbeat _, ReportBody.Delivered _, ReportBody.RemovalsHeld _ -> List.of();
      case ReportBody.Acknowledged(var stored, var refused) ->
          Stream.<Fact>concat(
                  stored.stream().map(Stored::new),
                  refused.stream()
                      .map(refusal -> new Refused(refusal.configuration(), refusal.reason())))
              .toList();
      case ReportBody.InSync(var held) -> held.stream().<Fact>map(Stored::new).toList();
      case ReportBody.Statuses(var statuses) -> statuses.stream().<Fact>map(Fares::new).toList();
      case ReportBody.Removed(var removed) -> removed.stream().<Fact>map(CleanedUp::new).toList();
    };
  }
}
