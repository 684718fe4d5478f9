package io.fairlead.conformance.checks;

import io.fairlead.conformance.kit.Check;
import java.util.List;
import java.util.stream.Stream;

/// All that is judged, in the order of the protocol's text. Sections 8 and 10 bind the agent alone.
public final class Checks {
  private Checks() {}

  /// Every check.
  public static List<Check> all() {
    return Stream.of(
            UpgradeChecks.all(),
            KeyChecks.all(),
            TokenChecks.all(),
            TokenTimeChecks.all(),
            FrameChecks.all(),
            OpeningChecks.all(),
            InventoryChecks.all(),
            ChangesChecks.all(),
            WindowChecks.all(),
            ReportChecks.all(),
            StateChecks.all(),
            ClosingChecks.all(),
            DurabilityChecks.all())
        .flatMap(List::stream)
        .toList();
  }

  /// Those meant by a section, a name or an id; none when it means nothing.
  public static List<Check> meantBy(String wanted) {
    return all().stream().filter(check -> check.isMeantBy(wanted)).toList();
  }
}
