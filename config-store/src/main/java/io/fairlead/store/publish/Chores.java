package io.fairlead.store.publish;

import java.sql.SQLException;
import java.time.Duration;

/// What a publisher does between two publications, for as long as it is one: each from time to
/// time, and one part at a time, since what users change waits for it. Used by one thread.
final class Chores {
  private static final Duration MEASURE = Duration.ofSeconds(1);
  private static final Duration RESEALING = Duration.ofSeconds(1);
  private static final Duration DELETING = Duration.ofMillis(500);
  private static final Duration GROWING = Duration.ofSeconds(2);

  /// While values are sealed anew somebody waits for the end of it.
  private static final Duration COUNTING = Duration.ofSeconds(5);

  private static final Duration COUNTING_SELDOM = Duration.ofMinutes(1);

  private final Housekeeping housekeeping;
  private final Resealing resealing;
  private final TableGrowth growth;
  private final PublisherStatus status;
  private final Periodic measuring = new Periodic(MEASURE);
  private final Periodic deleting = new Periodic(DELETING);
  private final Periodic checking;
  private final Periodic cleaning;
  private final Periodic sealing = new Periodic(RESEALING);
  private final Periodic growing = new Periodic(GROWING);
  private final Periodic counting = new Periodic(COUNTING_SELDOM);

  Chores(
      PublisherSettings settings,
      Housekeeping housekeeping,
      Resealing resealing,
      TableGrowth growth,
      PublisherStatus status) {
    this.housekeeping = housekeeping;
    this.resealing = resealing;
    this.growth = growth;
    this.status = status;
    this.checking = new Periodic(settings.topicCheck());
    this.cleaning = new Periodic(settings.housekeeping());
    counting.dueWithin(COUNTING);
  }

  /// Does what is due.
  ///
  /// @return whether it changed what is to be published
  boolean run(Tenure tenure) throws SQLException, InterruptedException {
    if (measuring.isDue()) {
      tenure.measure();
    }
    if (deleting.isDue()) {
      tenure.deleteRemoved();
    }
    if (checking.isDue()) {
      tenure.checkTopics();
    }
    boolean cleaned = cleaning.isDue() && housekeeping.run(tenure.connection()) > 0;
    boolean sealed =
        tenure.isComplete() && sealing.isDue() && resealing.run(tenure.connection()) > 0;
    if (growing.isDue()) {
      growth.look(tenure.connection());
    }
    if (sealed) {
      counting.dueWithin(COUNTING);
    }
    if (counting.isDue()) {
      count(tenure);
    }
    return cleaned || sealed;
  }

  private void count(Tenure tenure) throws SQLException {
    SealedValues values = resealing.count(tenure.connection());
    status.counted(values);
    if (values.hasOthers()) {
      counting.dueWithin(COUNTING);
    }
  }
}
