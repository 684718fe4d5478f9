package io.fairlead.contract.event;

import java.util.Comparator;

/// Where something stands in the order in which a cluster said it. No clock takes part in it.
///
/// @param epoch of the session
/// @param session its number
/// @param sequence within the session; 0 for the session itself
public record ReportOrder(long epoch, long session, long sequence)
    implements Comparable<ReportOrder> {
  /// Before all that is said.
  public static final ReportOrder NEVER = new ReportOrder(0, -1, 0);

  private static final Comparator<ReportOrder> COMPARATOR =
      Comparator.comparingLong(ReportOrder::epoch)
          .thenComparingLong(ReportOrder::session)
          .thenComparingLong(ReportOrder::sequence);

  /// The place of a report.
  public static ReportOrder of(Report report) {
    return new ReportOrder(report.epoch(), report.session(), report.sequence());
  }

  @Override
  public int compareTo(ReportOrder other) {
    return COMPARATOR.compare(this, other);
  }

  public boolean isAfter(ReportOrder other) {
    return compareTo(other) > 0;
  }
}
