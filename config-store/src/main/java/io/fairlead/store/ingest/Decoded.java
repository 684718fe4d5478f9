package io.fairlead.store.ingest;

import io.fairlead.contract.event.Report;
import io.fairlead.contract.event.ReportBody;
import io.fairlead.contract.event.SessionEvent;
import io.fairlead.contract.id.ConfigurationVersion;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.json.Json;
import io.fairlead.contract.json.UnreadableJsonException;
import io.fairlead.contract.topic.EventType;
import io.fairlead.contract.topic.Topic;
import java.time.Instant;
import java.util.stream.Stream;

/// What a record turned out to be.
sealed interface Decoded {
  /// Between these is any time of a hub's clock, and what PostgreSQL can hold.
  Instant EARLIEST = Instant.EPOCH;

  Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  /// Something about a session.
  ///
  /// @param offset of the record: the number of the session that it opens
  record OfSession(SessionEvent event, long offset) implements Decoded {}

  /// Something a session said.
  record Said(Report report) implements Decoded {}

  /// Nothing to do.
  record Nothing() implements Decoded {}

  /// Not readable, or not to be believed.
  record Unreadable(String reason) implements Decoded {}

  static Decoded of(Incoming incoming) {
    byte[] value = incoming.value();
    if (value == null) {
      return incoming.topic().equals(Topic.SESSIONS.topicName())
          ? new Nothing()
          : new Unreadable("no value");
    }
    String type = incoming.type();
    if (type == null) {
      return new Unreadable("no header ce_type");
    }
    try {
      byte[] json = NulFree.json(value);
      if (type.equals(EventType.REPORT.typeName())) {
        return checked(Json.read(json, Report.class));
      }
      if (type.equals(EventType.SESSION_OPENED.typeName())
          || type.equals(EventType.SESSION_CLOSED.typeName())) {
        return checked(Json.read(json, SessionEvent.class), incoming.offset());
      }
      return new Unreadable("the header ce_type names no event that is known here");
    } catch (UnreadableJsonException e) {
      return new Unreadable("not readable: " + e.getMessage());
    } catch (RuntimeException e) {
      // Whatever else a record provokes is the record's fault: nothing but its bytes is read here.
      return new Unreadable("not readable: " + e.getClass().getSimpleName());
    }
  }

  private static Decoded checked(SessionEvent event, long offset) {
    return switch (event) {
      case SessionEvent.Opened opened when !isTime(opened.openedAt()) -> noTime("openedAt");
      case SessionEvent.Closed closed when !isTime(closed.closedAt()) -> noTime("closedAt");
      case SessionEvent.Opened _, SessionEvent.Closed _ -> new OfSession(event, offset);
    };
  }

  /// Whether it is within what a hub's clock says.
  static boolean isTime(Instant instant) {
    return !instant.isBefore(EARLIEST) && !instant.isAfter(LATEST);
  }

  private static Decoded noTime(String field) {
    return new Unreadable(field + " is not between " + EARLIEST + " and " + LATEST);
  }

  private static Decoded checked(Report report) {
    if (!isTime(report.receivedAt())) {
      return noTime("receivedAt");
    }
    ResourceId cluster = report.cluster();
    boolean own =
        configurations(report.body()).allMatch(version -> version.id().cluster().equals(cluster));
    return own
        ? new Said(report)
        : new Unreadable("names a configuration of another cluster than its own");
  }

  private static Stream<ConfigurationVersion> configurations(ReportBody body) {
    return switch (body) {
      case ReportBody.Heartbeat _, ReportBody.RemovalsHeld _ -> Stream.empty();
      case ReportBody.Delivered(var configurations) -> configurations.stream();
      case ReportBody.Acknowledged(var stored, var refused) ->
          Stream.concat(stored.stream(), refused.stream().map(refusal -> refusal.configuration()));
      case ReportBody.InSync(var configurations) -> configurations.stream();
      case ReportBody.Statuses(var statuses) -> statuses.stream().map(s -> s.observed());
      case ReportBody.Removed(var configurations) -> configurations.stream();
    };
  }
}
