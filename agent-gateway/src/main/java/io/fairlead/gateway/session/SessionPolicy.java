package io.fairlead.gateway.session;

import java.time.Duration;

/// How patient a session is and how much it takes on.
///
/// @param hello from the upgrade to the hello
/// @param inventory from the welcome to the first part of the inventory that has entries, and from
///     each of them to the next
/// @param heartbeat how often an agent says that it is alive; whole seconds
/// @param slowReader how long nothing may be written or acknowledged
/// @param reportsInFlight reports that Kafka has not confirmed yet before reading stops
/// @param framesPerSecond frames read in a second before reading stops until the next
public record SessionPolicy(
    Duration hello,
    Duration inventory,
    Duration heartbeat,
    Duration slowReader,
    int reportsInFlight,
    int framesPerSecond) {
  /// Intervals without a frame before an agent counts as gone.
  public static final int MISSED_HEARTBEATS = 3;

  /// Entries of an inventory before it is refused: an agent may hold more than a cluster's
  /// configurations, since its guard holds removals back.
  public static final int MAX_INVENTORY = 40_000;

  private static final int HEARTBEAT_PARTS = 30;

  public SessionPolicy {
    if (heartbeat.toSeconds() < 1) {
      throw new IllegalArgumentException("heartbeat is at least 1 s, not " + heartbeat);
    }
    if (reportsInFlight < 1 || framesPerSecond < 1) {
      throw new IllegalArgumentException("a session reads at least one frame at a time");
    }
  }

  /// As the protocol describes.
  public static SessionPolicy standard() {
    return new SessionPolicy(
        Duration.ofSeconds(30),
        Duration.ofSeconds(60),
        Duration.ofSeconds(60),
        Duration.ofSeconds(60),
        32,
        100);
  }

  /// How long heartbeats may wait for each other before they are told: little beside what lies
  /// between two of them.
  public Duration gathering() {
    return heartbeat.dividedBy(HEARTBEAT_PARTS);
  }

  /// How long an agent may be silent.
  public Duration silence() {
    return heartbeat.multipliedBy(MISSED_HEARTBEATS);
  }
}
