package io.fairlead.session.core;

import io.fairlead.contract.id.ConfigurationVersion;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.protocol.GatewayFrame;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What is known of one welcomed session. Confined to one thread at a time, gone with the session.
public final class OpenSession {
  private static final int LONGEST_HEARTBEAT_SECONDS = 3600;

  private final long connection;
  private final GatewayFrame.Welcome welcome;
  private final boolean otherEpoch;
  private final ReportWindow reports;
  private final Deque<List<ConfigurationVersion>> inventory = new ArrayDeque<>();
  private final Set<ResourceId> named = new HashSet<>();
  private long lastNonce;
  private boolean unanswered;

  OpenSession(
      long connection, GatewayFrame.Welcome welcome, boolean otherEpoch, ReportWindow reports) {
    this.connection = connection;
    this.welcome = welcome;
    this.otherEpoch = otherEpoch;
    this.reports = reports;
  }

  long connection() {
    return connection;
  }

  long number() {
    return welcome.session();
  }

  long epoch() {
    return welcome.epoch();
  }

  /// Whether it began in another epoch than the one the agent had.
  boolean otherEpoch() {
    return otherEpoch;
  }

  Duration heartbeat() {
    return Duration.ofSeconds(Math.min(welcome.heartbeatSeconds(), LONGEST_HEARTBEAT_SECONDS));
  }

  ReportWindow reports() {
    return reports;
  }

  /// The parts of the inventory that are still to be sent.
  Deque<List<ConfigurationVersion>> inventory() {
    return inventory;
  }

  /// The removals this session has asked for.
  Set<ResourceId> named() {
    return named;
  }

  /// Whether that is the next frame of changes; frames cannot get lost within a connection.
  boolean isNext(GatewayFrame.Changes frame) {
    return frame.epoch() == epoch() && frame.nonce() == lastNonce + 1;
  }

  /// Takes note of a frame of changes.
  void took(GatewayFrame.Changes frame) {
    lastNonce = frame.nonce();
    named.addAll(frame.removed());
    frame.changed().forEach(change -> named.remove(change.id()));
  }

  void heard() {
    unanswered = false;
  }

  /// Notes that a ping was sent.
  ///
  /// @return whether anything was heard since the one before
  boolean pinged() {
    boolean heard = !unanswered;
    unanswered = true;
    return heard;
  }
}
