package io.fairlead.api.status;

import io.fairlead.api.resource.Delivery.State;
import io.fairlead.contract.event.Compliance;
import io.fairlead.contract.event.Lifecycle;
import io.fairlead.store.Connectivity;
import io.fairlead.store.Progress;
import io.fairlead.store.ProtectedFault;
import io.fairlead.store.StoredConfiguration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How far the current state of a configuration has come on its way to its cluster and back, and
/// why not further. Never says more than what is known: a status that the cluster reported of an
/// older state says nothing about this one.
///
/// @param state the furthest point reached
/// @param compliance the cluster's verdict on the current state; [Compliance#Pending] until there
///     is one
/// @param reason one sentence for people: what is waited for; for [State#Reported] what the cluster
///     said, or empty
/// @param since since when the state holds, by the hub's clock
public record Standing(State state, Compliance compliance, String reason, Instant since) {
  /// Derives it from what is stored.
  public static Standing of(StoredConfiguration configuration) {
    long generation = configuration.generation();
    Progress progress = configuration.progress();
    Progress.Reported reported = progress.reported();
    boolean deleting = configuration.lifecycle() == Lifecycle.Deleting;
    Progress.Refused refused = progress.refused();
    boolean refusedSince =
        refused != null
            && refused.generation() >= generation
            && (reported == null || refused.at().isAfter(reported.receivedAt()));
    if (reported != null
        && reported.status().observed().generation() >= generation
        && !refusedSince
        && !deleting) {
      String message = reported.status().message();
      return new Standing(
          State.Reported,
          reported.status().compliance(),
          message == null ? "" : message,
          reported.receivedAt());
    }
    ProtectedFault fault = configuration.protectedFault();
    if (fault != null && !deleting) {
      return pending(
          refused != null && refused.generation() >= generation
              ? State.Refused
              : State.NotDelivered,
          why(fault),
          fault.at());
    }
    if (refused != null && refused.generation() >= generation) {
      return pending(
          State.Refused, "The cluster's agent refused it: " + refused.reason(), refused.at());
    }
    String what = deleting ? "The deletion is" : "It is";
    Progress.Mark acknowledged = progress.acknowledged();
    if (acknowledged != null && acknowledged.generation() >= generation) {
      String then =
          deleting
              ? "not confirmed as cleaned up yet" + waitedFor(reported, generation)
              : "its status was not reported yet";
      return pending(
          State.Acknowledged,
          what + " stored in the cluster; " + then + absence(configuration.connectivity()),
          acknowledged.at());
    }
    Progress.Mark delivered = progress.delivered();
    if (delivered != null && delivered.generation() >= generation) {
      return pending(
          State.Delivered,
          what
              + " delivered to the cluster's agent; not acknowledged yet"
              + absence(configuration.connectivity()),
          delivered.at());
    }
    return pending(
        State.NotDelivered,
        what + " not delivered: " + obstacle(configuration.connectivity()),
        configuration.changedAt());
  }

  /// What the cluster said of a deletion that it is at.
  private static String waitedFor(Progress.@Nullable Reported reported, long generation) {
    String message =
        reported != null && reported.status().observed().generation() >= generation
            ? reported.status().message()
            : null;
    return message == null ? "" : ": " + message;
  }

  private static Standing pending(State state, String reason, Instant since) {
    return new Standing(state, Compliance.Pending, reason, since);
  }

  private static String why(ProtectedFault fault) {
    return switch (fault.kind()) {
      case Expired ->
          "ProtectedSettingsExpired: the cluster did not fetch protected settings within 48 hours;"
              + " they were deleted at "
              + fault.at()
              + " and have to be sent again.";
      case Lost ->
          "ProtectedSettingsLost: since "
              + fault.at()
              + " protected settings that the cluster has not fetched can no longer be opened by its"
              + " key; they have to be sent again.";
    };
  }

  private static String obstacle(Connectivity connectivity) {
    return switch (connectivity.state()) {
      case Connecting -> "the cluster has never connected.";
      case Offline -> "the cluster is offline since " + connectivity.since() + ".";
      case Connected ->
          connectivity.sessionOpen()
              ? "the cluster is connected; it is on its way."
              : "the cluster has no session at the moment.";
    };
  }

  private static String absence(Connectivity connectivity) {
    return switch (connectivity.state()) {
      case Connecting, Connected -> ".";
      case Offline -> "; the cluster is offline since " + connectivity.since() + ".";
    };
  }
}
